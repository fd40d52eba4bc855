import * as z from "zod";

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

/** What whoever serves the dashboard decides: /config.json beside the page. */
export const pageConfigSchema = z.strictObject({
  /** Origins of the nodes, the preferred one first. */
  nodes: z.array(z.url()).min(1),
  chain: z.strictObject({
    id: z.int().positive(),
    name: z.string().min(1),
    /** Offered to a wallet that does not know the chain yet. */
    rpcUrl: z.url(),
    /** Of a block explorer, where there is one. */
    explorerUrl: z.url().optional(),
  }),
  contract: address,
  /** The block that the contract was deployed in: nothing is looked for before it. */
  contractBlock: z.int().nonnegative().optional(),
  /** Who makes entries for people: each takes a founding link at `url` + "/entries". */
  providers: z.array(z.strictObject({ name: z.string().min(1), url: z.url() })),
});

export type PageConfig = z.output<typeof pageConfigSchema>;
