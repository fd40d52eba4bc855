import * as z from "zod";

/**
 * Every way in which a node refuses, with its HTTP status and a title that never changes. The code is the
 * stable part: clients branch on it, and docs/errors.md says what to do about each.
 */
export const PROBLEMS = {
  MALFORMED_REQUEST: [400, "The request is not of the documented form"],
  SIGN_IN_MALFORMED: [400, "The sign-in message is not of the documented form"],
  PROOF_MISSING: [401, "The request carries no proof of a session key"],
  PROOF_INVALID: [401, "The request's proof does not match the request"],
  PROOF_EXPIRED: [401, "The request's proof is too old or too new"],
  PROOF_REPLAYED: [401, "The request's proof was used before"],
  SESSION_UNKNOWN: [401, "The session is unknown or was signed out"],
  SESSION_EXPIRED: [401, "The session has expired"],
  SIGN_IN_DOMAIN_MISMATCH: [401, "The sign-in message names another site"],
  SIGN_IN_CHAIN_MISMATCH: [401, "The sign-in message names another chain"],
  SIGN_IN_NODE_MISMATCH: [401, "The sign-in message is not for this node"],
  SIGN_IN_NONCE_UNKNOWN: [401, "The challenge is unknown, used or expired"],
  SIGN_IN_EXPIRED: [401, "The sign-in message is outside its times"],
  SIGNATURE_INVALID: [401, "The signature is not by the named account"],
  SCOPE_MISSING: [403, "The session lacks the scope for this"],
  SCOPE_NOT_ALLOWED: [403, "This site may not ask for such a scope"],
  PROVIDER_ONLY: [403, "Only a provider of this node may create users"],
  NO_USER: [403, "The account has no entry at this node"],
  ACCESS_NOT_GRANTED: [403, "No such share is granted to this account"],
  GRANT_UNCONFIRMED: [403, "The grant is on chain but not yet confirmed"],
  PEER_UNKNOWN: [403, "The key is not that of a peer of this node"],
  WRITE_GRANT_INVALID: [403, "The write grant does not allow this"],
  ROUTE_NOT_FOUND: [404, "There is nothing at this address"],
  CHAIN_NOT_FOLLOWED: [404, "This node does not follow the chain"],
  USER_NOT_FOUND: [404, "No user has this account"],
  SESSION_NOT_FOUND: [404, "The caller has no such session"],
  RECORD_NOT_FOUND: [404, "There is no such record"],
  SHARE_NOT_FOUND: [404, "There is no such share"],
  REQUEST_NOT_FOUND: [404, "There is no such access request"],
  REPLICA_NOT_FOUND: [404, "The node has no such thing for its peer"],
  KEY_BACKUP_NOT_FOUND: [404, "There is no such key backup"],
  METHOD_NOT_ALLOWED: [405, "This address does not take that method"],
  REQUEST_TIMEOUT: [408, "The request did not come to its end in time"],
  VERSION_CONFLICT: [409, "The record has changed in the meantime"],
  HEAD_CONFLICT: [409, "The head does not follow the one in force or covers something else"],
  ACCOUNT_TAKEN: [409, "The account belongs to a user already"],
  SESSION_TAKEN: [409, "The session key belongs to another account's session"],
  SHARE_TAKEN: [409, "The share's id is in use"],
  REQUEST_TAKEN: [409, "The access request's id is in use"],
  REQUEST_CLOSED: [409, "The access request is no longer pending"],
  KEY_BACKUPS_MISSING: [409, "The user has not backed up her key twice yet"],
  RECORD_DELETED: [410, "The record was deleted"],
  USER_ERASED: [410, "The user with this id was erased"],
  BODY_TOO_LARGE: [413, "The body is larger than allowed"],
  URI_TOO_LONG: [414, "The path and query are longer than allowed"],
  MEDIA_TYPE_UNSUPPORTED: [415, "The body's media type is not the documented one"],
  ACCOUNT_LINK_INVALID: [422, "The account link does not hold"],
  ACCOUNT_UNLINK_INVALID: [422, "The unlinking does not hold"],
  KEY_BINDING_INVALID: [422, "The key binding does not hold"],
  HEADER_INVALID: [422, "The record's signed header does not hold"],
  ENVELOPE_MALFORMED: [422, "The bytes are not an envelope"],
  ENVELOPE_MISMATCH: [422, "The envelope is not the one that the header names"],
  ENVELOPE_NOT_STAGED: [422, "The envelope was not uploaded before"],
  HEAD_INVALID: [422, "The head does not hold"],
  SHARE_INVALID: [422, "The share does not hold"],
  REQUEST_INVALID: [422, "The access request or its answer does not hold"],
  ERASURE_INVALID: [422, "The erasure does not hold"],
  LIMIT_REACHED: [429, "A limit of this node is reached"],
  RATE_LIMITED: [429, "Too many requests in a short time"],
  HEADERS_TOO_LARGE: [431, "The headers are larger than allowed"],
  INTERNAL: [500, "The node failed"],
  INDEX_STALE: [503, "The node's index is not fresh enough to decide"],
  AT_LEAST_TIMEOUT: [503, "The node has not reached the asked block in time"],
  OVERLOADED: [503, "The node handles as much as it can at once"],
  DEPENDENCY_UNAVAILABLE: [503, "A store of the node does not answer"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemCode = keyof typeof PROBLEMS;

function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text);
}

export const problemCodeSchema = z.string().refine(isProblemCode, "a problem code of this protocol");

/** An error answer: application/problem+json (RFC 9457). `values` holds what offended, never a secret. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: problemCodeSchema,
  detail: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
export type ProblemValues = Problem["values"];

export const PROBLEM_MEDIA_TYPE = "application/problem+json";

export function problemType(code: ProblemCode): string {
  return `urn:idos:problem:${code}`;
}

/** A refusal on its way to becoming an answer. Throw it anywhere behind the HTTP edge. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly values: ProblemValues;

  constructor(code: ProblemCode, detail: string, values: ProblemValues = {}) {
    super(detail);
    this.code = code;
    this.values = values;
  }

  get status(): number {
    return PROBLEMS[this.code][0];
  }
}
