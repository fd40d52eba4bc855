import { createOwner, type IdosSession, isIdosError } from "@idos/sdk";
import type { Peer } from "../channel/accept-hello.ts";
import type { VaultConfig } from "../config.ts";
import { handOverKeys } from "../keys/hand-over.ts";
import { type Answer, refused } from "../messages/answers.ts";
import type { GrantAsked, PopupRequest } from "../messages/requests.ts";
import { signInHere, unlockHere } from "./sign-in.ts";
import { askConsent } from "./view/ask-consent.ts";
import { aboutRequest, askConfirmation, showFault, showMessage } from "./view/messages.ts";

export interface Popup extends Peer {
  readonly config: VaultConfig;
  readonly opener: Window;
}

/** Does what the person decides about one request; a failure is shown to her and not told to the page. */
export async function answerPopup(popup: Popup, request: PopupRequest): Promise<Answer> {
  const { config, origin } = popup;
  // Said before she is asked for anything: a page that is no first party gets nobody to type her password.
  if (request.type === "unlock" && !config.firstParties.includes(origin)) {
    showMessage(`${origin} may not ask for this.`);
    return refused("VAULT_NOT_ALLOWED");
  }
  const about = aboutRequest(origin, request);
  for (;;) {
    try {
      const session = await signInHere(config, request, about);
      try {
        return await decide(popup, request, session, about);
      } finally {
        // What was decided stands, also where the node does not hear of the end: the session is over in minutes.
        await session.signOut().catch(() => undefined);
      }
    } catch (error) {
      await showFault(about, isIdosError(error) ? error.remedy : "Something failed. Try again.");
    }
  }
}

async function decide(
  { origin, opener }: Popup,
  request: PopupRequest,
  session: IdosSession,
  about: Node,
): Promise<Answer> {
  const { account } = session;
  switch (request.type) {
    case "connect": {
      if (!(await askConfirmation(about, "Tell it"))) return refused("VAULT_DECLINED");
      const { keys } = await session.user();
      return { type: "connected", account, hasKeys: keys !== null };
    }
    case "unlock":
      await unlockHere(session, about);
      handOverKeys(opener, session.keys.current());
      return { type: "unlocked", account };
    case "grant":
      await unlockHere(session, about);
      return grant(origin, request, session);
  }
}

async function grant(origin: Popup["origin"], request: GrantAsked, session: IdosSession): Promise<Answer> {
  const owner = createOwner(session);
  const { grantee, purpose, expiresInDays } = request;
  const { records } = await owner.records.readAll();
  const asked = records.filter(({ content }) => request.records.includes(content.type));
  const chosen = await askConsent(origin, request, asked);
  if (chosen === undefined) return refused("VAULT_DECLINED");
  showMessage("Confirm the grant in your wallet.");
  const granted = await owner.grant({ records: chosen, grantee, purpose, expiresIn: `${expiresInDays}d` });
  const { shareId, readableFromBlock = null } = granted;
  return { type: "granted", account: session.account, shareId, readableFromBlock };
}
