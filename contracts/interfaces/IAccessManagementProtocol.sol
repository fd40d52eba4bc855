// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/**
 * @title IAccessManagementProtocol
 * @notice The source of truth about who may read what an owner shares. A grant is (owner, grantee, shareId,
 *         expiresAt): the grantee may read the share until it expires or is revoked. What a share holds is known to
 *         the nodes that store it; the chain sees 32 random bytes.
 *
 *         The contract has no administrator, no proxy and no pause: nobody but the owner ends, delays or prevents a
 *         grant or a revocation.
 *
 * @dev Three ideas carry the design.
 *
 *      Handle. A grant is stored under its owner and `keccak256(abi.encode(grantee, shareId))`.
 *
 *      Epoch. Every owner has an epoch, 0 at first. A grant counts only in the epoch in which it was made, so
 *      {revokeAll} ends all of them, and all signed messages that wait for a relayer, by raising one number.
 *
 *      Journal. One word holds the number of events emitted so far (`seq`) and a digest of them all, in order. For
 *      each event:
 *
 *          next = (seq + 1) << 192
 *               | uint192(uint256(keccak256(abi.encode(previous, topic0, owner, subject, shareId, value))))
 *
 *      with (uint256 previous, bytes32 topic0, address owner, bytes32 subject, bytes32 shareId, uint64 value);
 *      `previous` is the word before the event and 0 before the first. What the last three are stands above each
 *      event. Whoever has every event up to a block, and nothing else, computes the word that {journal} returns at
 *      that block.
 */
interface IAccessManagementProtocol {
    /**
     * @notice What is stored under an owner's handle. Zero in all fields if the handle was never used.
     * @param expiresAt Unix time in seconds from which the grant no longer counts; `type(uint64).max` means never,
     *                  0 means not granted.
     * @param epoch     The owner's epoch in which the handle was last granted or revoked.
     * @param nonce     How often the handle was granted or revoked. It never falls, in no epoch.
     */
    struct Grant {
        uint64 expiresAt;
        uint64 epoch;
        uint64 nonce;
    }

    // ------------------------------------------------------------------ events

    /**
     * @notice `owner` lets `grantee` read the share until `expiresAt`.
     *
     * @dev An indexer stores `expiresAt`, with the owner's current epoch, under (owner, grantee, shareId), and
     *      replaces what it held there. It may assume:
     *
     *      1. `grantee` and `shareId` are not zero.
     *      2. `expiresAt` is later than the timestamp of the event's block.
     *      3. An earlier grant of the same three may exist, expired or not: the latest event alone counts, also when
     *         its expiry is the earlier one.
     *      4. `owner` decided it: she sent the transaction or signed the message. The transaction's sender says
     *         nothing more than who paid.
     *      5. `seq` is one more than that of the event before it, whatever its kind and owner; the first is 1.
     *
     *      Journal: subject = bytes32(uint256(uint160(grantee))), shareId, value = expiresAt.
     */
    event Granted(
        address indexed owner,
        address indexed grantee,
        bytes32 indexed shareId,
        uint64 expiresAt,
        uint64 seq
    );

    /**
     * @notice `owner` no longer lets `grantee` read the share.
     *
     * @dev An indexer removes what it holds under (owner, grantee, shareId). It may assume:
     *
     *      1. A {Granted} of the same three came before, with neither a {Revoked} of them nor a {RevokedAll} of the
     *         owner in between. It may have expired.
     *      2. `owner` decided it, as in {Granted}.
     *      3. `seq` counts as in {Granted}.
     *
     *      Journal: subject = bytes32(uint256(uint160(grantee))), shareId, value = 0.
     */
    event Revoked(address indexed owner, address indexed grantee, bytes32 indexed shareId, uint64 seq);

    /**
     * @notice `owner` ended every grant made before this event.
     *
     * @dev An indexer sets the owner's epoch, and from then on takes a grant of hers that was stored in a lower epoch
     *      as absent. It may assume:
     *
     *      1. `epoch` is one more than the owner's epoch before; the first is 1.
     *      2. No {Revoked} follows for the grants that end here.
     *      3. The owner may have had no grant at all.
     *      4. `owner` decided it, as in {Granted}.
     *      5. `seq` counts as in {Granted}.
     *
     *      Journal: subject = 0, shareId = 0, value = epoch.
     */
    event RevokedAll(address indexed owner, uint64 epoch, uint64 seq);

    // ------------------------------------------------------------------ errors

    /// @notice A grant needs a grantee.
    error ZeroGrantee();

    /// @notice A grant needs a share.
    error ZeroShareId();

    /// @notice A grant that ends at `expiresAt` would be over at `timestamp`, the time of this block.
    error ExpiryInThePast(uint64 expiresAt, uint256 timestamp);

    /// @notice There is nothing to revoke: never granted, revoked already, or ended by {revokeAll}.
    error NotGranted(address owner, address grantee, bytes32 shareId);

    /// @notice The message was good until `deadline`, inclusive; this block's time is `timestamp`.
    error DeadlinePassed(uint256 deadline, uint256 timestamp);

    /**
     * @notice The signature is not `owner`'s over this message at the handle's current epoch and nonce. That a
     *         message was used already shows itself by this error too.
     */
    error InvalidSignature(address owner);

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
     * @dev A grant that expired, but was not revoked, can be revoked. Withdrawing consent then never fails because
     *      of which second a block was made in, and it ends the life of a signed message for the handle.
     */
    function revoke(address grantee, bytes32 shareId) external;

    /**
     * @notice Ends every grant of the caller and voids every message she signed that was not relayed yet.
     * @dev Costs the same whatever the number of grants, and always succeeds.
     */
    function revokeAll() external;

    // ------------------------------------------------------------------ by the owner's signature

    /**
     * @notice {grant} by `owner`'s EIP-712 signature over
     *         Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256
     *         deadline), in one line without breaks, in the domain of {eip712Domain}. `epoch` and `nonce` are what
     *         {epochOf} and {nonceOf} return before the call.
     * @dev Anyone may send it. Accounts with code are asked by ERC-1271; an account that delegates its code by
     *      EIP-7702 may sign with its own key as well.
     * @param deadline Last Unix time in seconds at which the message can be used.
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
     * @notice {revoke} by `owner`'s EIP-712 signature over
     *         Revoke(address owner,address grantee,bytes32 shareId,uint64 epoch,uint64 nonce,uint256 deadline).
     * @dev As {grantBySig}.
     */
    function revokeBySig(
        address owner,
        address grantee,
        bytes32 shareId,
        uint256 deadline,
        bytes calldata signature
    ) external;

    // ------------------------------------------------------------------ views

    /**
     * @notice Whether `grantee` may read the share at this block's time. At `block.timestamp == expiresAt` the grant
     *         is over.
     */
    function isGranted(address owner, address grantee, bytes32 shareId) external view returns (bool);

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
