import "../../page/without-eval.ts";
import { isIdosError } from "@idos/sdk";
import { connectVault, type VaultGranted } from "@idos/vault";
import { Refused } from "../../page/call.ts";
import { connectWallet, isWalletRejection } from "../../page/connect-wallet.ts";
import { byId, element } from "../../page/element.ts";
import { say } from "../../page/notice.ts";
import { type LoanApplication, loanApplicationText } from "../loan-application.ts";
import { decide, loadTerms, untilAccessEnds } from "./backend.ts";
import { showTerms } from "./show-terms.ts";

const progress = byId("progress", HTMLElement);
const button = byId("apply", HTMLButtonElement);
const terms = await loadTerms();
showTerms(byId("terms", HTMLElement), terms);
button.disabled = false;

/** What she granted; kept, so that a second try asks for no second transaction. */
let granted: VaultGranted | undefined;

button.addEventListener("click", () => {
  button.disabled = true;
  void apply()
    .catch(showFailure)
    .finally(() => (button.disabled = false));
});

async function apply(): Promise<void> {
  if (granted === undefined) {
    say(progress, "plain", "Your vault is open in a window of its own.");
    granted = await connectVault(terms.vault).grant(terms);
  }
  const application = await sign(granted);
  say(progress, "plain", "We read what you share, and decide.");
  const { outcome } = await decide(application);
  const title = outcome === "approved" ? "Your loan is approved" : "We cannot lend to you";
  const hint = element("p", "You can end our access at any time, in your dashboard.");
  say(progress, outcome === "approved" ? "good" : "bad", element("h2", title), hint);
  button.hidden = outcome === "approved";
  void untilAccessEnds(application).then(showEnd);
}

/** Her wallet signs that it is she who applies: a share's id is known to everybody. */
async function sign({ account, shareId, readableFromBlock }: VaultGranted): Promise<LoanApplication> {
  const signer = await connectWallet(progress, account);
  const signed = { shareId, signedAt: Math.floor(Date.now() / 1000) };
  say(progress, "plain", "Sign the application in your wallet.");
  const signature = await signer.signMessage(loanApplicationText(location.origin, signed));
  return { ...signed, signature, ...(readableFromBlock !== null && { atLeast: readableFromBlock }) };
}

function showEnd(code: string | undefined): void {
  button.hidden = false;
  if (code === undefined) return;
  granted = undefined;
  const text = "You took it back, or deleted what you shared. To apply again, share it again.";
  say(progress, "bad", element("h2", "Our access has ended"), element("p", text));
}

function showFailure(error: unknown): void {
  if (isWalletRejection(error)) say(progress, "plain", "You declined in your wallet. Nothing was sent.");
  else if (isIdosError(error)) say(progress, "plain", error.remedy);
  else if (error instanceof Refused && error.code === "ACCESS_NOT_GRANTED") showEnd(error.code);
  else say(progress, "bad", error instanceof Error ? error.message : "Something failed. Try again.");
}
