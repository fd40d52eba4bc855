import * as z from "zod";

const schema = z.object({
  IDOS_NODE: z.url(),
  IDOS_CHAIN_ID: z.coerce.number().int(),
  IDOS_CONTRACT: z.string(),
  /** The account that users grant to. It sends no transactions and needs no money. */
  DAPP_PRIVATE_KEY: z.string(),
  /** 32 bytes, hexadecimal: from them follow the keys that the dApp decrypts with. */
  DAPP_SEED: z.string().regex(/^[0-9a-f]{64}$/),
  DAPP_URL: z.url(),
  /** The issuer that this dApp trusts; it is also the provider that makes the dApp's own entry. */
  ISSUER_URL: z.url(),
});

export const environment = schema.parse(process.env);
