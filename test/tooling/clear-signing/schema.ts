import { getAddress } from "ethers";
import { z } from "zod";

/** The part of ERC-7730's schema, version 2, that the files use; anything else in them is refused. */
const deployment = z.strictObject({
  chainId: z.int().positive(),
  address: z.string().refine((text): boolean => getAddress(text) === text),
});
const visible = z.union([
  z.enum(["always", "never", "optional"]),
  z.strictObject({ ifNotIn: z.array(z.string()).min(1) }),
]);
const name = z.strictObject({
  types: z.array(z.enum(["wallet", "eoa", "contract", "token", "collection"])).min(1),
  sources: z.array(z.enum(["local", "ens"])).min(1),
});
const common = { path: z.string().min(1), label: z.string().min(1), visible: visible.exactOptional() };
const shownField = z.discriminatedUnion("format", [
  z.strictObject({ ...common, format: z.literal("raw") }),
  z.strictObject({ ...common, format: z.literal("addressName"), params: name }),
  z.strictObject({
    ...common,
    format: z.literal("date"),
    params: z.strictObject({ encoding: z.literal("timestamp") }),
  }),
]);
const fieldGroup = z.strictObject({
  path: z.string().endsWith(".[]"),
  iteration: z.enum(["sequential", "bundled"]),
  fields: z.array(shownField).min(1),
});
const format = z.strictObject({
  intent: z.string().min(1).max(30),
  interpolatedIntent: z.string().min(1).exactOptional(),
  fields: z.array(z.union([shownField, fieldGroup])),
});

export const clearSigningFile = z.strictObject({
  $schema: z.literal("https://eips.ethereum.org/assets/eip-7730/erc7730-v2.schema.json"),
  context: z.union([
    z.strictObject({ $id: z.string(), contract: z.strictObject({ deployments: z.array(deployment) }) }),
    z.strictObject({
      $id: z.string(),
      eip712: z.strictObject({
        domain: z.strictObject({ name: z.string(), version: z.string() }),
        deployments: z.array(deployment),
      }),
    }),
  ]),
  metadata: z.strictObject({ owner: z.string(), contractName: z.string() }),
  display: z.strictObject({ formats: z.record(z.string(), format) }),
});

export type ShownField = z.infer<typeof shownField>;
export type Format = z.infer<typeof format>;
