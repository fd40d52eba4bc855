import { grantHandle, toBase64url } from "@idos/protocol";
import { putShare, seal, type ShareChanges } from "../../harness/shares.ts";
import { randomId, succeeded } from "../../harness/story.ts";
import { describeRefusals, type Refusal, type Send } from "./describe-refusals.ts";
import type { World } from "./world.ts";

/** Alice's attempt to leave a sealed share whose document says `changes` besides. */
const sealing =
  (changes: (world: World) => NonNullable<ShareChanges["document"]>): Send =>
  async (world) => {
    const { node, alice, bob, second } = world;
    const share = randomId();
    const sealed = seal(share, bob.account, randomId());
    return alice.request(await putShare(node, share, alice, sealed, [second], { document: changes(world) }));
  };

const forms: readonly Refusal[] = [
  ["a grantee beside the seal", "422 SHARE_INVALID", sealing(({ bob }) => ({ grantee: bob.account }))],
  ["neither grantee nor seal", "422 SHARE_INVALID", sealing(() => ({ sealed: undefined }))],
  [
    "a seal without a word for its owner",
    "422 SHARE_INVALID",
    sealing(() => ({ sealed: { handle: randomId() } })),
  ],
  [
    "a word for its owner that is a byte short",
    "422 SHARE_INVALID",
    sealing(() => ({ sealed: { handle: randomId(), forOwner: toBase64url(new Uint8Array(131)) } })),
  ],
  [
    "a word for its owner that is a novel",
    "422 SHARE_INVALID",
    sealing(() => ({ sealed: { handle: randomId(), forOwner: toBase64url(new Uint8Array(5_000)) } })),
  ],
  [
    "its salt in the open",
    "422 SHARE_INVALID",
    sealing(({ bob }) => ({ sealed: { ...seal(randomId(), bob.account, randomId()), salt: randomId() } })),
  ],
  [
    "an owner account of another user",
    "422 SHARE_INVALID",
    sealing(({ mallory }) => ({ ownerAccount: mallory.account })),
  ],
];

const parties: readonly Refusal[] = [
  [
    "another handle for a sealed share",
    "409 SHARE_TAKEN",
    async ({ node, alice, bob, second }) => {
      const share = randomId();
      const [first, other] = [seal(share, bob.account, randomId()), seal(share, bob.account, randomId())];
      succeeded(await alice.request(await putShare(node, share, alice, first, [second])));
      const sent = await putShare(node, share, alice, other, [second]);
      return () => alice.request(sent);
    },
  ],
  [
    "a grantee for a sealed share",
    "409 SHARE_TAKEN",
    async ({ node, alice, bob, second }) => {
      const share = randomId();
      const sealed = seal(share, bob.account, randomId());
      succeeded(await alice.request(await putShare(node, share, alice, sealed, [second])));
      const sent = await putShare(node, share, alice, bob.account, [second]);
      return () => alice.request(sent);
    },
  ],
  [
    "a seal for a public share",
    "409 SHARE_TAKEN",
    async ({ node, alice, bob, second, share }) =>
      alice.request(await putShare(node, share, alice, seal(share, bob.account, randomId()), [second])),
  ],
  [
    "another user's share, under the same handle",
    "409 SHARE_TAKEN",
    async ({ node, mallory, bob, second, share }) => {
      const sealed = { ...seal(share, bob.account, randomId()), handle: grantHandle(bob.account, share) };
      return mallory.request(await putShare(node, share, mallory, sealed, [second]));
    },
  ],
];

describeRefusals("a sealed share with", forms);
describeRefusals("a change of parties:", parties);
