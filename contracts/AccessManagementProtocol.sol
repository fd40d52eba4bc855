// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {GrantBatches} from "./GrantBatches.sol";
import {IAccessManagementProtocol} from "./interfaces/IAccessManagementProtocol.sol";
import {AccountSignature} from "./libraries/AccountSignature.sol";
import {GrantWord} from "./libraries/GrantWord.sol";
import {publicHandle, sealedHandle} from "./libraries/Handle.sol";
import {Journal} from "./libraries/Journal.sol";
import {SignedMessages} from "./libraries/SignedMessages.sol";

/**
 * @title AccessManagementProtocol
 * @notice See {IAccessManagementProtocol}, which says what every part of this contract means.
 */
contract AccessManagementProtocol is IAccessManagementProtocol, GrantBatches, EIP712, ERC165 {
    constructor() EIP712("Access Management Protocol", "1") {}

    // ------------------------------------------------------------------ by the owner's transaction

    /// @inheritdoc IAccessManagementProtocol
    function grant(address grantee, bytes32 shareId, uint64 expiresAt) external {
        _journal = _grant(_journal, msg.sender, grantee, shareId, expiresAt);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revoke(address grantee, bytes32 shareId) external {
        _journal = _revoke(_journal, msg.sender, grantee, shareId);
    }

    /// @inheritdoc IAccessManagementProtocol
    function grantMany(GrantTerms[] calldata grants) external {
        _grantMany(msg.sender, grants);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revokeMany(GrantKey[] calldata grants) external {
        _revokeMany(msg.sender, grants);
    }

    /// @inheritdoc IAccessManagementProtocol
    function grantSealed(bytes32 handle, uint64 expiresAt) external {
        _journal = _grantSealed(_journal, msg.sender, handle, expiresAt);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revokeSealed(bytes32 handle) external {
        _journal = _revokeSealed(_journal, msg.sender, handle);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revokeAll() external {
        _journal = _revokeAll(_journal, msg.sender);
    }

    /// @inheritdoc IAccessManagementProtocol
    function voidMessages(bytes32 handle) external {
        _journal = _voidMessages(_journal, msg.sender, handle);
    }

    // ------------------------------------------------------------------ by the grantee's transaction

    /// @inheritdoc IAccessManagementProtocol
    function renounce(address owner, bytes32 shareId) external {
        _journal = _renounce(_journal, owner, msg.sender, shareId);
    }

    // ------------------------------------------------------------------ by the owner's signature
    // The signature comes first, in a static call, and the journal is read after it.

    /// @inheritdoc IAccessManagementProtocol
    function grantBySig(
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt,
        uint256 deadline,
        bytes calldata signature
    ) external {
        uint64 nonce = nonceOf(owner, publicHandle(grantee, shareId));
        uint64 epoch = _epochOf(owner);
        _requireSigned(
            owner,
            SignedMessages.hashGrant(owner, grantee, shareId, expiresAt, epoch, nonce, deadline),
            deadline,
            signature
        );
        _journal = _grant(_journal, owner, grantee, shareId, expiresAt);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revokeBySig(
        address owner,
        address grantee,
        bytes32 shareId,
        uint256 deadline,
        bytes calldata signature
    ) external {
        uint64 nonce = nonceOf(owner, publicHandle(grantee, shareId));
        _requireSigned(
            owner,
            SignedMessages.hashRevoke(owner, grantee, shareId, _epochOf(owner), nonce, deadline),
            deadline,
            signature
        );
        _journal = _revoke(_journal, owner, grantee, shareId);
    }

    /// @inheritdoc IAccessManagementProtocol
    function grantSealedBySig(
        address owner,
        bytes32 handle,
        uint64 expiresAt,
        uint256 deadline,
        bytes calldata signature
    ) external {
        uint64 nonce = nonceOf(owner, handle);
        _requireSigned(
            owner,
            SignedMessages.hashGrantSealed(owner, handle, expiresAt, _epochOf(owner), nonce, deadline),
            deadline,
            signature
        );
        _journal = _grantSealed(_journal, owner, handle, expiresAt);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revokeSealedBySig(
        address owner,
        bytes32 handle,
        uint256 deadline,
        bytes calldata signature
    ) external {
        uint64 nonce = nonceOf(owner, handle);
        _requireSigned(
            owner,
            SignedMessages.hashRevokeSealed(owner, handle, _epochOf(owner), nonce, deadline),
            deadline,
            signature
        );
        _journal = _revokeSealed(_journal, owner, handle);
    }

    /// @inheritdoc IAccessManagementProtocol
    function revokeAllBySig(address owner, uint256 deadline, bytes calldata signature) external {
        _requireSigned(
            owner,
            SignedMessages.hashRevokeAll(owner, _epochOf(owner), deadline),
            deadline,
            signature
        );
        _journal = _revokeAll(_journal, owner);
    }

    /// @inheritdoc IAccessManagementProtocol
    function batchBySig(
        address owner,
        Change[] calldata changes,
        SealedChange[] calldata sealedChanges,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _requireSigned(
            owner,
            SignedMessages.hashBatch(owner, changes, sealedChanges, _epochOf(owner), deadline),
            deadline,
            signature
        );
        _changeMany(owner, changes, sealedChanges);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IAccessManagementProtocol
    function isGranted(address owner, address grantee, bytes32 shareId) external view returns (bool) {
        return _counts(owner, publicHandle(grantee, shareId));
    }

    /// @inheritdoc IAccessManagementProtocol
    function isGrantedSealed(
        address owner,
        address grantee,
        bytes32 shareId,
        bytes32 salt
    ) external view returns (bool) {
        return _counts(owner, sealedHandle(grantee, shareId, salt));
    }

    /// @inheritdoc IAccessManagementProtocol
    function grantOf(address owner, bytes32 handle) external view returns (Grant memory) {
        GrantWord stored = _wordOf(owner, handle);
        return Grant({expiresAt: stored.expiresAt(), epoch: stored.epoch(), nonce: stored.nonce()});
    }

    /// @inheritdoc IAccessManagementProtocol
    function epochOf(address owner) external view returns (uint64) {
        return _epochOf(owner);
    }

    /// @inheritdoc IAccessManagementProtocol
    function nonceOf(address owner, bytes32 handle) public view returns (uint64) {
        return _wordOf(owner, handle).nonce();
    }

    /// @inheritdoc IAccessManagementProtocol
    function journal() external view returns (uint64 seq, bytes24 digest) {
        Journal word = _journal;
        return (word.seq(), word.digest());
    }

    /// @inheritdoc ERC165
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return
            interfaceId == type(IAccessManagementProtocol).interfaceId ||
            super.supportsInterface(interfaceId);
    }

    // ------------------------------------------------------------------ what a signature allows

    function _requireSigned(
        address owner,
        bytes32 structHash,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        if (block.timestamp > deadline) revert DeadlinePassed(deadline, block.timestamp);
        if (!AccountSignature.isValid(owner, _hashTypedDataV4(structHash), signature))
            revert InvalidSignature(owner);
    }
}
