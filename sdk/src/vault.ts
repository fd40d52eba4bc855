/** What a vault needs besides the public surface. */
export { isPresentation } from "./credentials/present-credential.ts";
export { openEnvelope } from "./crypto/envelope.ts";
export type { DecryptionKeys } from "./crypto/key-pair.ts";
