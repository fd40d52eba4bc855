import "@idos/sdk";
import { acceptHello } from "../channel/accept-hello.ts";
import { answerRequests } from "../channel/answer-requests.ts";
import { loadConfig } from "../config.ts";
import { popupRequestSchema } from "../messages/requests.ts";
import { answerPopup } from "./answer-popup.ts";
import { showMessage } from "./view/messages.ts";

const opener = openerOf(window);
// The browser frames this page for nobody (frame-ancestors); this holds where something in between lost the header.
if (window.top !== window) showMessage("The vault's window does not run in a frame.");
else if (opener === null) showMessage("This window is opened by pages that ask for your data.");
else await serveOpener(opener);

async function serveOpener(from: Window): Promise<void> {
  const config = await loadConfig();
  const peer = await acceptHello(window, from);
  answerRequests(peer.port, {
    ...{ schema: popupRequestSchema, pendingMax: 1, requestsMax: 64 },
    answer: (request) => answerPopup({ ...peer, config, opener: from }, request),
  });
}

function openerOf({ opener }: { readonly opener: Window | null }): Window | null {
  return opener;
}
