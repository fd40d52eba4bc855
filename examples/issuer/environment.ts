import * as z from "zod";

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
  /** Where it keeps which credentials it gave and took back. */
  ISSUER_STATUS_FILE: z.string().min(1),
  /** Under which it is reached and known; the `iss` of its credentials. */
  ISSUER_URL: z.url(),
});

export const environment = schema.parse(process.env);
