import { verifyMessage } from "ethers";
import * as z from "zod";

/**
 * What a visitor's page sends. Share ids stand on the chain for all to see, so knowing one proves nothing: the wallet
 * that granted signs that it is she who applies, here and now.
 */
export const loanApplicationSchema = z.strictObject({
  shareId: z.string().regex(/^0x[0-9a-f]{64}$/),
  /** When she signed, in Unix seconds. */
  signedAt: z.int().min(0),
  /** By her wallet (EIP-191), over `loanApplicationText`. */
  signature: z.string().regex(/^0x[0-9a-f]{130}$/),
  /** The block from which her grant counts. */
  atLeast: z.int().min(0).optional(),
});
export type LoanApplication = z.infer<typeof loanApplicationSchema>;

const AGE_SECONDS_MAX = 300;
/** How far a visitor's clock may be ahead. */
const CLOCK_SKEW_SECONDS = 60;

/** The text to sign. `origin` is the dApp's, so that no other site can use the signature here. */
export function loanApplicationText(
  origin: string,
  { shareId, signedAt }: Pick<LoanApplication, "shareId" | "signedAt">,
): string {
  return `I apply for a loan at ${origin}\n\nShare: ${shareId}\nUnix time: ${signedAt}`;
}

/** The account that applies, in lowercase; undefined where the signature is too old or none. */
export function applicantOf(application: LoanApplication, origin: string): string | undefined {
  const ageSeconds = Date.now() / 1000 - application.signedAt;
  if (ageSeconds > AGE_SECONDS_MAX || ageSeconds < -CLOCK_SKEW_SECONDS) return undefined;
  try {
    return verifyMessage(loanApplicationText(origin, application), application.signature).toLowerCase();
  } catch {
    return undefined;
  }
}
