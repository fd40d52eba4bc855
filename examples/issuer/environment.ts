import { z } from "zod";

const schema = z.object({
  /** Origin of the node that this issuer is a provider of. */
  IDOS_NODE: z.url(),
  IDOS_CHAIN_ID: z.coerce.number().int(),
  IDOS_CONTRACT: z.string(),
  /** The account as which it signs in at the node. It sends no transactions and needs no money. */
  ISSUER_PRIVATE_KEY: z.string(),
  /** Private JWK (P-256) that signs its credentials. */
  ISSUER_CREDENTIAL_JWK: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.looseObject({ kty: z.string() })),
  /** Under which it is reached and known; the `iss` of its credentials. */
  ISSUER_URL: z.url(),
  /** Origins of dashboards whose visitors may ask for an entry, separated by spaces. */
  ISSUER_DASHBOARDS: z
    .string()
    .default("")
    .transform((text) => text.split(" ").filter((part) => part !== "")),
});

export const environment = schema.parse(process.env);
