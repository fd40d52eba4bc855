import { LIMITS, parseAddress, PATHS, PROOF_SCHEME, TIMES } from "@idos/protocol";
import { createActor, nowSeconds, type Tampering } from "../../harness/actor.ts";
import { type Answer, get, jsonRequest, type Sent } from "../../harness/exchange.ts";
import { keyBackup, succeeded } from "../../harness/story.ts";
import { describeRefusals, type Refusal } from "./describe-refusals.ts";
import type { World } from "./world.ts";

const me: Sent = get(PATHS.me);
const tampered =
  (tampering: (world: World) => Tampering, sent = me) =>
  (world: World): Promise<Answer> =>
    world.alice.request(sent, tampering(world));

const forged: readonly Refusal[] = [
  ["no proof", "401 PROOF_MISSING", tampered(() => ({ authorization: null }))],
  ["another scheme", "401 PROOF_INVALID", tampered(() => ({ authorization: "Bearer a.b.c" }))],
  ["a proof that is no JWS", "401 PROOF_INVALID", tampered(() => ({ authorization: `${PROOF_SCHEME} abc` }))],
  [
    "a proof longer than allowed",
    "401 PROOF_INVALID",
    tampered(() => ({ claims: { htu: `/${"x".repeat(LIMITS.proofBytesMax)}` } })),
  ],
  ["another method's proof", "401 PROOF_INVALID", tampered(() => ({ claims: { htm: "DELETE" } }))],
  ["another path's proof", "401 PROOF_INVALID", tampered(() => ({ claims: { htu: PATHS.records } }))],
  ["another query's proof", "401 PROOF_INVALID", tampered(() => ({ claims: { htu: `${PATHS.me}?a=1` } }))],
  [
    "another node's proof",
    "401 PROOF_INVALID",
    tampered(() => ({ claims: { aud: "https://other.example" } })),
  ],
  ["a proof without an audience", "401 PROOF_INVALID", tampered(() => ({ claims: { aud: undefined } }))],
  ["a proof with one claim more", "401 PROOF_INVALID", tampered(() => ({ claims: { sub: "alice" } }))],
  [
    "another body's proof",
    "401 PROOF_INVALID",
    tampered(() => ({ claims: { bh: "A".repeat(43) } }), keyBackup("x")),
  ],
  ["a short jti", "401 PROOF_INVALID", tampered(() => ({ claims: { jti: "1" } }))],
  ["another type of JWS", "401 PROOF_INVALID", tampered(() => ({ header: { typ: "idos-header+jwt" } }))],
  ["another curve's alg", "401 PROOF_INVALID", (world) => unsigned(world, { alg: "ES256" })],
  ["alg none", "401 PROOF_INVALID", (world) => unsigned(world, { alg: "none" })],
  [
    "another session's signature",
    "401 PROOF_INVALID",
    tampered(({ mallory }) => ({ signedBy: mallory.privateKey })),
  ],
  [
    "a proof that is too old",
    "401 PROOF_EXPIRED",
    tampered(({ node }) => ({ claims: { iat: nowSeconds(node) - TIMES.proofAgeSecondsMax - 2 } })),
  ],
  [
    "a proof from the future",
    "401 PROOF_EXPIRED",
    tampered(({ node }) => ({ claims: { iat: nowSeconds(node) + TIMES.clockSkewSeconds + 2 } })),
  ],
  [
    "a proof used before",
    "401 PROOF_REPLAYED",
    async ({ alice }) => {
      const authorization = await alice.authorize(me);
      succeeded(await alice.request(me, { authorization }));
      return alice.request(me, { authorization });
    },
  ],
];

/** The header's alg is swapped after signing: no library signs what must not exist. */
async function unsigned({ alice }: World, change: Readonly<Record<string, string>>): Promise<Answer> {
  const [head = "", payload = "", signature = ""] =
    (await alice.authorize(me)).split(" ")[1]?.split(".") ?? [];
  const header: unknown = JSON.parse(Buffer.from(head, "base64url").toString());
  const swapped = Buffer.from(JSON.stringify({ ...Object(header), ...change })).toString("base64url");
  return alice.request(me, { authorization: `${PROOF_SCHEME} ${swapped}.${payload}.${signature}` });
}

const sessions: readonly Refusal[] = [
  [
    "a session that nobody opened",
    "401 SESSION_UNKNOWN",
    async ({ node }) => (await createActor(node)).request(me),
  ],
  [
    "a session after its end",
    "401 SESSION_EXPIRED",
    async ({ node, alice }) => {
      node.clock.aheadMs = 3_601_000;
      try {
        return await alice.request(me);
      } finally {
        node.clock.aheadMs = 0;
      }
    },
  ],
  ["an account without an entry", "403 NO_USER", ({ issuer }) => issuer.request(me)],
  [
    "an action beyond the session's scopes",
    "403 SCOPE_MISSING",
    ({ provider }) => provider.request(keyBackup("x")),
  ],
  [
    "someone who is no provider, making a user",
    "403 PROVIDER_ONLY",
    ({ issuer }) =>
      issuer.request(
        jsonRequest("POST", PATHS.users, {
          link: {
            userId: `0x${"1".repeat(64)}`,
            account: issuer.account,
            linkedBy: issuer.account,
            salt: `0x${"1".repeat(64)}`,
            issuedAt: 1,
          },
          signature: "0x00",
        }),
      ),
  ],
  [
    "an address with a wrong checksum",
    "400 MALFORMED_REQUEST",
    ({ alice }) => alice.request(get(`/v1/users/0x${"aB".repeat(20)}`)),
  ],
  [
    "an address that nobody has",
    "404 USER_NOT_FOUND",
    ({ alice }) => alice.request(get(PATHS.userByAccount(parseAddress(`0x${"ab".repeat(20)}`)))),
  ],
];

describeRefusals("a request with a wrong proof", forged);
describeRefusals("a request beyond its session", sessions);
