import { grantHandle, PATHS, sealedGrantHandle } from "@idos/protocol";
import { putShare } from "../../harness/shares.ts";
import { randomId, succeeded } from "../../harness/story.ts";
import { CONFIRMATIONS } from "../../harness/test-node.ts";
import { describeRefusals, type Refusal } from "./describe-refusals.ts";
import { makeReadable, type Route, type Spoil, spoilt } from "./sealed-readable.ts";
import { CHAIN_ACCOUNT, type World } from "./world.ts";

const { alice: ALICE, bob: BOB, mallory: MALLORY, aliceToo: ALICE_TOO } = CHAIN_ACCOUNT;

const confirmed = async ({ node }: World, granting: Promise<number>): Promise<void> => {
  await granting;
  await node.deployed.chain.mine(CONFIRMATIONS);
};

const openings: readonly (readonly [what: string, outcome: string, spoil: Spoil])[] = [
  [
    "a wrong salt",
    "403 ACCESS_NOT_GRANTED",
    ({ alice }) => ({ query: { owner: alice.account, salt: randomId() } }),
  ],
  [
    "the salt of another sealed share to the same reader",
    "403 ACCESS_NOT_GRANTED",
    async (world) => ({ query: (await makeReadable(world)).reading.query }),
  ],
  [
    "the salt of another grant to the same reader of the same share",
    "403 ACCESS_NOT_GRANTED",
    async (world, { share }) => {
      const salt = randomId();
      const other = sealedGrantHandle(world.bob.account, share, salt);
      await confirmed(world, world.node.deployed.grantSealed(ALICE, other));
      return { query: { owner: world.alice.account, salt } };
    },
  ],
  ["a salt without an owner", "400 MALFORMED_REQUEST", (_world, { salt }) => ({ query: { salt } })],
  ["an owner without a salt", "400 MALFORMED_REQUEST", ({ alice }) => ({ query: { owner: alice.account } })],
  [
    "a salt in uppercase",
    "400 MALFORMED_REQUEST",
    ({ alice }, { salt }) => ({
      query: { owner: alice.account, salt: `0x${salt.slice(2).toUpperCase()}` },
    }),
  ],
  ["no salt", "403 ACCESS_NOT_GRANTED", () => ({ query: {} })],
  [
    "no salt, though the reader has a public grant of that share too",
    "403 ACCESS_NOT_GRANTED",
    async (world, { share: shareId }) => {
      await confirmed(world, world.node.deployed.grant({ owner: ALICE, grantee: BOB, shareId }));
      return { query: {} };
    },
  ],
  [
    "another owner, who granted the same handle",
    "403 ACCESS_NOT_GRANTED",
    async (world, { handle, salt }) => {
      await confirmed(world, world.node.deployed.grantSealed(MALLORY, handle));
      return { query: { owner: world.mallory.account, salt } };
    },
  ],
  [
    "another account of the owner's, which granted the same handle",
    "403 ACCESS_NOT_GRANTED",
    async (world, { handle, salt }) => {
      await confirmed(world, world.node.deployed.grantSealed(ALICE_TOO, handle));
      return { query: { owner: world.node.deployed.address(ALICE_TOO), salt } };
    },
  ],
  ["someone else's valid salt", "403 ACCESS_NOT_GRANTED", ({ mallory }) => ({ reader: mallory })],
  [
    "someone else's valid salt, with a sealed grant of one's own by the owner",
    "403 ACCESS_NOT_GRANTED",
    async (world, { share, salt }) => {
      const own = sealedGrantHandle(world.mallory.account, share, salt);
      await confirmed(world, world.node.deployed.grantSealed(ALICE, own));
      return { reader: world.mallory };
    },
  ],
  [
    "the opening of a share that the node does not have, whose grant counts",
    "403 ACCESS_NOT_GRANTED",
    async (world, { salt }) => {
      const share = randomId();
      const handle = sealedGrantHandle(world.bob.account, share, salt);
      await confirmed(world, world.node.deployed.grantSealed(ALICE, handle));
      return { share };
    },
  ],
  [
    "the opening of a share that its owner deleted",
    "403 ACCESS_NOT_GRANTED",
    async ({ alice }, { share }) => {
      succeeded(await alice.request({ method: "DELETE", path: PATHS.share(share) }));
      return {};
    },
  ],
];

const publicShares: readonly (readonly [what: string, outcome: string, spoil: Spoil])[] = [
  [
    "a public share with a salt, under which the reader has a sealed grant of it too",
    "403 ACCESS_NOT_GRANTED",
    async (world, { salt }) => {
      const { node, alice, bob, second } = world;
      const share = randomId();
      succeeded(await alice.request(await putShare(node, share, alice, bob.account, [second])));
      await node.deployed.grantSealed(ALICE, grantHandle(bob.account, share));
      await confirmed(world, node.deployed.grantSealed(ALICE, sealedGrantHandle(bob.account, share, salt)));
      return { share };
    },
  ],
];

const ended: readonly (readonly [what: string, outcome: string, spoil: Spoil, expiresInSeconds?: number])[] =
  [
    [
      "after its revocation",
      "403 ACCESS_NOT_GRANTED",
      async ({ node }, { handle }) => {
        await node.deployed.revokeSealed(ALICE, handle);
        return {};
      },
    ],
    [
      "after everything was revoked",
      "403 ACCESS_NOT_GRANTED",
      async ({ node }) => {
        await node.deployed.revokeAll(ALICE);
        return {};
      },
    ],
    [
      "once it has expired",
      "403 ACCESS_NOT_GRANTED",
      async ({ node }) => {
        await node.deployed.chain.increaseTime(1_000);
        return {};
      },
      1_000,
    ],
    [
      "while its new grant is unconfirmed",
      "403 GRANT_UNCONFIRMED",
      async ({ node }, { handle }) => {
        await node.deployed.revokeSealed(ALICE, handle);
        await node.deployed.grantSealed(ALICE, handle);
        return {};
      },
    ],
    [
      "while its new grant is unconfirmed, with a wrong salt",
      "403 ACCESS_NOT_GRANTED",
      async ({ node, alice }, { handle }) => {
        await node.deployed.revokeSealed(ALICE, handle);
        await node.deployed.grantSealed(ALICE, handle);
        return { query: { owner: alice.account, salt: randomId() } };
      },
    ],
  ];

const routes: readonly (readonly [string, Route])[] = [
  ["a sealed share's read", PATHS.share],
  ["the read of an envelope in a sealed share", PATHS.shareEnvelope],
];
for (const [title, route] of routes)
  describeRefusals(
    title,
    [...openings, ...publicShares, ...ended].map(([what, outcome, spoil, expiresInSeconds]): Refusal => [
      what,
      outcome,
      spoilt(route, spoil, expiresInSeconds),
    ]),
  );
