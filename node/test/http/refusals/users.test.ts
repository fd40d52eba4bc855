import { accountLinkTypedData, type AccountLink, parseAddress, PATHS, TIMES } from "@idos/protocol";
import { Wallet } from "ethers";
import { type ActorWallet, nowSeconds } from "../../harness/actor.ts";
import { jsonRequest } from "../../harness/exchange.ts";
import { store } from "../../harness/records.ts";
import { putShare } from "../../harness/shares.ts";
import { foundingLink, keyBinding, randomId, signData, succeeded } from "../../harness/story.ts";
import { describeRefusals, type Refusal, type Send } from "./describe-refusals.ts";
import type { World } from "./world.ts";

const newWallet = (): Wallet => new Wallet(Wallet.createRandom().privateKey);

/** A provider's attempt to make a user whose founding link was signed with `changes`. */
const founding =
  (changes: (world: World) => Partial<AccountLink>): Send =>
  async (world) => {
    const signed = await foundingLink(world.node, newWallet(), changes(world));
    return world.provider.request(jsonRequest("POST", PATHS.users, signed));
  };

const foundings: readonly Refusal[] = [
  [
    "an id that another's account founds",
    "422 ACCOUNT_LINK_INVALID",
    founding(({ alice }) => ({ userId: alice.userId })),
  ],
  [
    "another account that links",
    "422 ACCOUNT_LINK_INVALID",
    founding(({ alice }) => ({ linkedBy: alice.account })),
  ],
  [
    "another account",
    "422 ACCOUNT_LINK_INVALID",
    founding(({ alice }) => ({ account: alice.account, linkedBy: alice.account })),
  ],
  [
    "a link of long ago",
    "422 ACCOUNT_LINK_INVALID",
    founding(({ node }) => ({ issuedAt: nowSeconds(node) - TIMES.signInAgeSecondsMax - 2 })),
  ],
  [
    "a link from the future",
    "422 ACCOUNT_LINK_INVALID",
    founding(({ node }) => ({ issuedAt: nowSeconds(node) + 60 })),
  ],
  [
    "another wallet's signature",
    "422 ACCOUNT_LINK_INVALID",
    async ({ node, provider }) => {
      const { link } = await foundingLink(node, newWallet());
      const { signature } = await foundingLink(node, newWallet());
      return provider.request(jsonRequest("POST", PATHS.users, { link, signature }));
    },
  ],
  [
    "an account with an entry",
    "409 ACCOUNT_TAKEN",
    async ({ node, provider, alice }) =>
      provider.request(jsonRequest("POST", PATHS.users, await foundingLink(node, alice.wallet))),
  ],
];

/** Alice links `account`, signed by `signers`: the new account's wallet and the linking one's. */
function linking(
  changes: (world: World) => Partial<AccountLink>,
  signers: (world: World, added: ActorWallet) => readonly [ActorWallet, ActorWallet] = ({ alice }, added) => [
    added,
    alice.wallet,
  ],
): Send {
  return async (world) => {
    const { node, alice } = world;
    const added = newWallet();
    const account = parseAddress(added.address);
    const facts = { userId: alice.userId, account, linkedBy: alice.account, salt: randomId() };
    const link = { ...facts, issuedAt: nowSeconds(node), ...changes(world) };
    const [signature, linkedBySignature] = await Promise.all(
      signers(world, added).map((wallet) => signData(wallet, accountLinkTypedData(link))),
    );
    return alice.request(jsonRequest("POST", PATHS.accounts, { link, signature, linkedBySignature }));
  };
}

const links: readonly Refusal[] = [
  ["another user's id", "422 ACCOUNT_LINK_INVALID", linking(({ bob }) => ({ userId: bob.userId }))],
  [
    "a linking account of another user",
    "422 ACCOUNT_LINK_INVALID",
    linking(
      ({ bob }) => ({ linkedBy: bob.account }),
      ({ bob }, added) => [added, bob.wallet],
    ),
  ],
  [
    "a link of long ago",
    "422 ACCOUNT_LINK_INVALID",
    linking(({ node }) => ({ issuedAt: nowSeconds(node) - 3600 })),
  ],
  [
    "a new account that did not sign",
    "422 ACCOUNT_LINK_INVALID",
    linking(
      () => ({}),
      ({ alice }) => [alice.wallet, alice.wallet],
    ),
  ],
  [
    "a linked account that did not sign",
    "422 ACCOUNT_LINK_INVALID",
    linking(
      () => ({}),
      (_world, added) => [added, added],
    ),
  ],
  [
    "another user's account",
    "409 ACCOUNT_TAKEN",
    linking(
      ({ bob }) => ({ account: bob.account }),
      ({ alice, bob }) => [bob.wallet, alice.wallet],
    ),
  ],
];

const bindings: readonly Refusal[] = [
  ["another user's id", "422 KEY_BINDING_INVALID", binding(({ bob }) => ({ userId: bob.userId }))],
  [
    "an account that is not linked",
    "422 KEY_BINDING_INVALID",
    binding(({ bob }) => ({ account: bob.account })),
  ],
  [
    "a binding from the future",
    "422 KEY_BINDING_INVALID",
    binding(({ node }) => ({ issuedAt: nowSeconds(node) + 60 })),
  ],
  [
    "a binding older than the one in force",
    "422 KEY_BINDING_INVALID",
    binding(({ node }) => ({ issuedAt: nowSeconds(node) - 3600 })),
  ],
  [
    "a new key without the consent of the one in force",
    "422 KEY_BINDING_INVALID",
    binding(({ node }) => ({ issuedAt: nowSeconds(node) + 4 })),
  ],
  [
    "a signature of another key",
    "422 KEY_BINDING_INVALID",
    async ({ node, alice }) => {
      const { binding } = await keyBinding(node, alice);
      const { signature } = await keyBinding(node, alice);
      return alice.request(jsonRequest("PUT", PATHS.keyBinding, { binding, signature }));
    },
  ],
];

function binding(changes: (world: World) => Parameters<typeof keyBinding>[2]): Send {
  return async (world) => {
    const signed = await keyBinding(world.node, world.alice, changes(world));
    return world.alice.request(jsonRequest("PUT", PATHS.keyBinding, signed));
  };
}

const shares: readonly Refusal[] = [
  [
    "an owner account of another user",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, mallory, second }) =>
      alice.request(
        await putShare(node, randomId(), alice, bob.account, [second], {
          document: { ownerAccount: mallory.account },
        }),
      ),
  ],
  [
    "another user's record",
    "422 SHARE_INVALID",
    async ({ node, bob, mallory, second }) =>
      mallory.request(await putShare(node, randomId(), mallory, bob.account, [second])),
  ],
  [
    "a document of another share",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, second }) =>
      alice.request(
        await putShare(node, randomId(), alice, bob.account, [second], { document: { share: randomId() } }),
      ),
  ],
  [
    "a document of another owner",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, second }) =>
      alice.request(
        await putShare(node, randomId(), alice, bob.account, [second], { document: { owner: bob.userId } }),
      ),
  ],
  [
    "a document that another session signed",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, mallory, second }) =>
      alice.request(await putShare(node, randomId(), alice, bob.account, [second], { signer: mallory })),
  ],
  [
    "a document in another author's name",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, second }) =>
      alice.request(
        await putShare(node, randomId(), alice, bob.account, [second], { document: { author: bob.account } }),
      ),
  ],
  [
    "a document that names fewer records than there are keys",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, first, second }) =>
      alice.request(
        await putShare(node, randomId(), alice, bob.account, [second], {
          document: { records: [first.header.record, randomId()] },
        }),
      ),
  ],
  [
    "a document from an hour ago",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, second }) =>
      alice.request(
        await putShare(node, randomId(), alice, bob.account, [second], {
          document: { iat: nowSeconds(node) - 3600 },
        }),
      ),
  ],
  [
    "the id of a share that was deleted",
    "409 SHARE_TAKEN",
    async ({ node, alice, bob, mallory, second }) => {
      const share = randomId();
      succeeded(await alice.request(await putShare(node, share, alice, bob.account, [second])));
      succeeded(await alice.request({ method: "DELETE", path: PATHS.share(share) }));
      const own = await store(node, mallory);
      const sent = await putShare(node, share, mallory, bob.account, [own]);
      return () => mallory.request(sent);
    },
  ],
  [
    "a deleted record",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, deletion }) =>
      alice.request(await putShare(node, randomId(), alice, bob.account, [deletion])),
  ],
  [
    "a version that was replaced",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, first }) =>
      alice.request(await putShare(node, randomId(), alice, bob.account, [first])),
  ],
  [
    "a record twice",
    "422 SHARE_INVALID",
    async ({ node, alice, bob, second }) =>
      alice.request(await putShare(node, randomId(), alice, bob.account, [second, second])),
  ],
  [
    "no record",
    "400 MALFORMED_REQUEST",
    async ({ node, alice, bob }) => alice.request(await putShare(node, randomId(), alice, bob.account, [])),
  ],
  [
    "another user's share",
    "409 SHARE_TAKEN",
    async ({ node, bob, mallory, share, second }) =>
      mallory.request(await putShare(node, share, mallory, bob.account, [second])),
  ],
  [
    "another user's share, to be deleted",
    "404 SHARE_NOT_FOUND",
    ({ mallory, share }) => mallory.request({ method: "DELETE", path: PATHS.share(share) }),
  ],
  [
    "a share that is not there, to be read",
    "403 ACCESS_NOT_GRANTED",
    ({ bob }) => bob.request({ method: "GET", path: PATHS.share(randomId()) }),
  ],
  [
    "a share that is not granted",
    "403 ACCESS_NOT_GRANTED",
    ({ bob, share }) => bob.request({ method: "GET", path: PATHS.share(share) }),
  ],
  [
    "a share, by an account without an entry, to be made",
    "403 NO_USER",
    async ({ node, issuer, alice, bob, second }) =>
      issuer.request(await putShare(node, randomId(), alice, bob.account, [second])),
  ],
];

describeRefusals("a user's founding", foundings);
describeRefusals("an account's linking", links);
describeRefusals("a key binding", bindings);
describeRefusals("a share", shares);
