// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccessManagementErrors} from "./IAccessManagementErrors.sol";
import {IAccessManagementEvents} from "./IAccessManagementEvents.sol";

/**
 * @title IAccessManagementProtocol
 * @notice The source of truth about who may read what an owner shares. A grant is (owner, grantee, shareId,
 *         expiresAt): the grantee may read the share until it expires or is ended. What a share holds is known to the
 *         nodes that store it; the chain sees 32 random bytes.
 *
 *         The contract has no administrator, no proxy and no pause: nobody but the owner makes, changes or prevents a
 *         grant, and nobody prevents or delays its end. The grantee can give it up.
 *
 * @dev Four ideas carry the design.
 *
 *      Handle. A grant is stored under its owner and a handle, one word each. A public grant's handle is
 *      `keccak256(abi.encode(grantee, shareId))`. A sealed grant's is
 *      `keccak256(abi.encode(grantee, shareId, salt))` with 32 random bytes as salt; the owner gives the handle alone,
 *      and the grantee shows its preimage to the nodes.
 *
 *      Epoch. Every owner has an epoch, 0 at first. A grant counts only in the epoch in which it was made, so
 *      {revokeAll} ends all of them, and all signed messages that wait for a relayer, by raising one number.
 *
 *      Nonce. Every handle has a nonce under its owner, which whatever happens to the handle raises. A message is
 *      signed for one epoch and one nonce, so it dies with its first use, and with any use of the handle before.
 *
 *      Journal. One word proves an indexer's history complete: {IAccessManagementEvents}.
 */
interface IAccessManagementProtocol is IAccessManagementEvents, IAccessManagementErrors {
    /**
     * @notice What is stored under an owner's handle. Zero in all fields if the handle was never used.
     * @param expiresAt Unix time in seconds from which the grant no longer counts; `type(uint64).max` means never,
     *                  0 means not granted.
     * @param epoch     The owner's epoch in which the handle was last granted or ended.
     * @param nonce     How often the handle was granted or ended, and its messages voided. It never falls, in no epoch.
     */
    struct Grant {
        uint64 expiresAt;
        uint64 epoch;
        uint64 nonce;
    }

    /// @notice One grant of {grantMany}.
    struct GrantTerms {
        address grantee;
        bytes32 shareId;
        uint64 expiresAt;
    }

    /// @notice One grant that {revokeMany} ends.
    struct GrantKey {
        address grantee;
        bytes32 shareId;
    }

    /// @notice One change of a signed batch: a grant until `expiresAt`, or the grant's end where that is 0.
    struct Change {
        address grantee;
        bytes32 shareId;
        uint64 expiresAt;
        uint64 nonce;
    }

    /// @notice {Change} of a sealed grant.
    struct SealedChange {
        bytes32 handle;
        uint64 expiresAt;
        uint64 nonce;
    }

    // ------------------------------------------------------------------ by the owner's transaction

    /**
     * @notice Lets `grantee` read the share until `expiresAt`. Granting again changes the expiry, to an earlier or a
     *         later one.
     * @param grantee   Who may read. Any account, contracts included.
     * @param shareId   32 random bytes, drawn anew for every share.
     * @param expiresAt Unix time in seconds; `type(uint64).max` for no expiry.
     */
    function grant(address grantee, bytes32 shareId, uint64 expiresAt) external;

    /**
     * @notice Ends the grant, in every block after and in the rest of this one.
     * @dev A grant that expired, but was not ended, can be revoked. Withdrawing consent then never fails because of
     *      which second a block was made in, and it ends the life of a signed message for the handle.
     */
    function revoke(address grantee, bytes32 shareId) external;

    /// @notice {grant} for each, in order. All are made or none.
    function grantMany(GrantTerms[] calldata grants) external;

    /**
     * @notice {revoke} for each, in order.
     * @dev A grant that does not stand is passed over, with {ChangeSkipped}; where that leaves none, the call reverts.
     *      Else a grantee could keep the rest by giving up one.
     */
    function revokeMany(GrantKey[] calldata grants) external;

    /**
     * @notice {grant} of which the chain learns neither grantee nor share.
     * @param handle keccak256(abi.encode(grantee, shareId, salt)), with 32 random bytes as salt, drawn anew for every
     *               grant and known to owner and grantee alone.
     */
    function grantSealed(bytes32 handle, uint64 expiresAt) external;

    /// @notice Ends what stands under the handle, as {revoke} does.
    function revokeSealed(bytes32 handle) external;

    /**
     * @notice Ends every grant of the caller and voids every message she signed for her present epoch.
     * @dev Costs the same whatever the number of grants, and always succeeds.
     */
    function revokeAll() external;

    /**
     * @notice Voids every message that the caller signed for the handle and that was not used yet, and leaves the grant
     *         as it is. Needed for a message that is withheld while there is no grant to revoke.
     * @dev Always succeeds. Voids what was signed for the handle's present nonce, which is what wallets are asked for.
     */
    function voidMessages(bytes32 handle) external;

    // ------------------------------------------------------------------ by the grantee's transaction

    /**
     * @notice Gives up what `owner` lets the caller read.
     * @dev A sealed grant cannot be given up here, because that would show the chain whom the owner chose not to name:
     *      the grantee asks her, or forgets the salt.
     */
    function renounce(address owner, bytes32 shareId) external;

    // ------------------------------------------------------------------ by the owner's signature
    // Anyone may send what an owner signed (EIP-712, in the domain of {eip712Domain}; types in one line, without
    // breaks). `epoch` and `nonce` are what {epochOf} and {nonceOf} return before the call, `deadline` is the last Unix
    // time in seconds at which the message can be used. Accounts with code are asked by ERC-1271; an account that
    // delegates its code by EIP-7702 may sign with its own key as well.

    /**
     * @notice {grant}, by `owner`'s signature over
     *         Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256
     *         deadline).
     */
    function grantBySig(
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /**
     * @notice {revoke}, by `owner`'s signature over
     *         Revoke(address owner,address grantee,bytes32 shareId,uint64 epoch,uint64 nonce,uint256 deadline).
     */
    function revokeBySig(
        address owner,
        address grantee,
        bytes32 shareId,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /**
     * @notice {grantSealed}, by `owner`'s signature over
     *         GrantSealed(address owner,bytes32 handle,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline).
     */
    function grantSealedBySig(
        address owner,
        bytes32 handle,
        uint64 expiresAt,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /**
     * @notice {revokeSealed}, by `owner`'s signature over
     *         RevokeSealed(address owner,bytes32 handle,uint64 epoch,uint64 nonce,uint256 deadline).
     */
    function revokeSealedBySig(
        address owner,
        bytes32 handle,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice {revokeAll}, by `owner`'s signature over RevokeAll(address owner,uint64 epoch,uint256 deadline).
    function revokeAllBySig(address owner, uint256 deadline, bytes calldata signature) external;

    /**
     * @notice Many changes by one signature of `owner`, over
     *         Batch(address owner,Change[] changes,SealedChange[] sealedChanges,uint64 epoch,uint256 deadline)
     *         Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)
     *         SealedChange(bytes32 handle,uint64 expiresAt,uint64 nonce), without the spaces between the three.
     * @dev The changes are made in order, each of another handle. Nobody can sink a batch by being first with one of
     *      them: a change is passed over, with {ChangeSkipped}, when its nonce is used up, when its expiry has come, and
     *      when there is nothing to end. What is passed over can never be made later, so a batch is used once: where
     *      nothing is left, the call reverts. A nonce that its handle does not have yet reverts, {NonceAhead}, before anything is
     *      done. What can never be right (no grantee, no share, no handle) reverts as it does alone.
     *
     *      Whoever relies on an end of a grant looks for its event, not for the transaction's success.
     */
    function batchBySig(
        address owner,
        Change[] calldata changes,
        SealedChange[] calldata sealedChanges,
        uint256 deadline,
        bytes calldata signature
    ) external;

    // ------------------------------------------------------------------ views

    /**
     * @notice Whether `grantee` may read the share at this block's time. At `block.timestamp == expiresAt` the grant
     *         is over.
     */
    function isGranted(address owner, address grantee, bytes32 shareId) external view returns (bool);

    /// @notice {isGranted} of a sealed grant. To be called, never sent: a transaction shows the chain what was sealed.
    function isGrantedSealed(
        address owner,
        address grantee,
        bytes32 shareId,
        bytes32 salt
    ) external view returns (bool);

    /// @notice What is stored under the owner's handle, whether it counts or not.
    function grantOf(address owner, bytes32 handle) external view returns (Grant memory);

    /// @notice The owner's epoch: how often she revoked all.
    function epochOf(address owner) external view returns (uint64);

    /// @notice The nonce that the next signed message for the owner's handle must carry.
    function nonceOf(address owner, bytes32 handle) external view returns (uint64);

    /**
     * @notice The number of events emitted so far, and their digest.
     * @dev Both read one storage word, so they belong together at whatever block the call is made.
     */
    function journal() external view returns (uint64 seq, bytes24 digest);
}
