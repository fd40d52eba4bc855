import * as z from "zod";
import type { JsonValue } from "../records/json-value.ts";
import { jsonFromBase64url } from "./bounded-json.ts";
import { CREDENTIAL_LIMITS } from "./credential-limits.ts";
import { registeredClaimsSchema, type RegisteredClaims } from "./registered-claims.ts";

/** The `typ` of an issuer-signed SD-JWT VC. */
export const SD_JWT_TYPE = "dc+sd-jwt";

/** Which signatures of issuers are believed; nothing else is tried, whatever a header says. */
export const ISSUER_ALGORITHMS = ["ES256", "EdDSA"] as const;

/** `crit` names what a reader must understand, and there is nothing that this one does. */
const headerSchema = z.looseObject({
  typ: z.literal(SD_JWT_TYPE),
  alg: z.enum(ISSUER_ALGORITHMS),
  kid: z.string().min(1).max(255),
  crit: z.undefined().optional(),
});

const payloadSchema = z.record(z.string(), z.json());

const FORM = /^(?<jwt>[\w-]+\.[\w-]+\.[\w-]+)~(?<disclosures>(?:[\w-]+~)*)(?<kb>[\w-]+\.[\w-]+\.[\w-]+)?$/;

/** An SD-JWT or SD-JWT+KB (RFC 9901) taken apart. Nothing of it is verified. */
export interface SdJwtParts {
  /** What the issuer signed. */
  readonly jwt: string;
  readonly payload: Readonly<Record<string, JsonValue>>;
  readonly registered: RegisteredClaims;
  /** As they stand in the text. */
  readonly disclosures: readonly string[];
  /** Without the key binding: what `sd_hash` is of. */
  readonly presented: string;
  readonly keyBinding: string | undefined;
}

/** Throws where the text is of another form or beyond the limits. */
export function splitSdJwt(text: string): SdJwtParts {
  if (text.length > CREDENTIAL_LIMITS.sdJwtCharactersMax) throw new RangeError("too long");
  const groups = FORM.exec(text)?.groups;
  const [header, body] = groups?.["jwt"]?.split(".") ?? [];
  if (groups?.["jwt"] === undefined || header === undefined || body === undefined)
    throw new TypeError("not an SD-JWT");
  headerSchema.parse(jsonFromBase64url(header));
  const payload = payloadSchema.parse(jsonFromBase64url(body));
  const disclosures = groups["disclosures"]?.split("~").slice(0, -1) ?? [];
  if (disclosures.length > CREDENTIAL_LIMITS.disclosuresMax) throw new RangeError("too many disclosures");
  const keyBinding = groups["kb"];
  return {
    ...{ jwt: groups["jwt"], payload, disclosures, keyBinding },
    registered: registeredClaimsSchema.parse(payload),
    presented: text.slice(0, text.length - (keyBinding?.length ?? 0)),
  };
}
