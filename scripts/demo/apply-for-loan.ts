import type { Signer } from "ethers";
import { type LoanApplication, loanApplicationText } from "../../examples/dapp/loan-application.ts";
import { callServer } from "./call-server.ts";
import type { Scene } from "./cast.ts";

/** As the dApp's page does: the visitor's wallet signs that she applies with this share, and the page sends it. */
export async function applyForLoan(
  scene: Scene,
  applicant: Signer,
  terms: { readonly shareId: string; readonly atLeast?: number | undefined },
): Promise<unknown> {
  const { url } = scene.stack.dapp;
  const signedAt = Math.floor(Date.now() / 1000);
  const { shareId } = terms;
  const signature = await applicant.signMessage(loanApplicationText(url, { shareId, signedAt }));
  const application: LoanApplication = { ...terms, signedAt, signature };
  return callServer(scene, `${url}/api/loans`, application);
}
