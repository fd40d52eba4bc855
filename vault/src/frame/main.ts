import "@idos/sdk";
import { acceptHello } from "../channel/accept-hello.ts";
import { answerRequests } from "../channel/answer-requests.ts";
import { loadConfig } from "../config.ts";
import { receiveKeys } from "../keys/hand-over.ts";
import { createHeldKeys } from "../keys/held-keys.ts";
import { refused } from "../messages/answers.ts";
import { frameRequestSchema } from "../messages/requests.ts";
import { answerFrame } from "./answer-frame.ts";

const config = await loadConfig();
const keys = createHeldKeys(config.idleSeconds * 1000);
const { origin, port } = await acceptHello(window, window.parent);
const isFirstParty = config.firstParties.includes(origin);
// The browser frames it for first parties only (frame-ancestors); this holds where something in between lost the header.
if (isFirstParty) receiveKeys(window, keys);
answerRequests(port, {
  ...{ schema: frameRequestSchema, pendingMax: 32, requestsMax: 100_000 },
  answer: async (request) => (isFirstParty ? answerFrame(keys, request) : refused("VAULT_NOT_ALLOWED")),
});
