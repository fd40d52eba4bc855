// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ERC165} from "@openzeppelin/contracts/utils/introspection/ERC165.sol";
import {IAccessManagementProtocol} from "./interfaces/IAccessManagementProtocol.sol";
import {AccountSignature} from "./libraries/AccountSignature.sol";
import {GrantWord} from "./libraries/GrantWord.sol";
import {Journal} from "./libraries/Journal.sol";
import {SignedMessages} from "./libraries/SignedMessages.sol";

/**
 * @title AccessManagementProtocol
 * @notice See {IAccessManagementProtocol}, which says what every part of this contract means.
 */
contract AccessManagementProtocol is IAccessManagementProtocol, EIP712, ERC165 {
    /// @dev owner => handle => grant. The word outlives a revocation for its nonce's sake.
    mapping(address => mapping(bytes32 => GrantWord)) private _grants;

    mapping(address => uint64) private _epochs;

    Journal private _journal;

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
    function revokeAll() external {
        _journal = _revokeAll(_journal, msg.sender);
    }

    // ------------------------------------------------------------------ by the owner's signature

    /// @inheritdoc IAccessManagementProtocol
    function grantBySig(
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt,
        uint256 deadline,
        bytes calldata signature
    ) external {
        _requireSigned(
            owner,
            _grantMessage(owner, grantee, shareId, expiresAt, deadline),
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
        _requireSigned(owner, _revokeMessage(owner, grantee, shareId, deadline), deadline, signature);
        _journal = _revoke(_journal, owner, grantee, shareId);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IAccessManagementProtocol
    function isGranted(address owner, address grantee, bytes32 shareId) external view returns (bool) {
        GrantWord stored = _grants[owner][_handle(grantee, shareId)];
        return stored.stands(_epochs[owner]) && stored.expiresAt() > block.timestamp;
    }

    /// @inheritdoc IAccessManagementProtocol
    function grantOf(address owner, bytes32 handle) external view returns (Grant memory) {
        GrantWord stored = _grants[owner][handle];
        return Grant({expiresAt: stored.expiresAt(), epoch: stored.epoch(), nonce: stored.nonce()});
    }

    /// @inheritdoc IAccessManagementProtocol
    function epochOf(address owner) external view returns (uint64) {
        return _epochs[owner];
    }

    /// @inheritdoc IAccessManagementProtocol
    function nonceOf(address owner, bytes32 handle) external view returns (uint64) {
        return _grants[owner][handle].nonce();
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

    // ------------------------------------------------------------------ the three changes
    // Each takes the journal and returns it with its event appended, so that a call which makes many changes reads
    // and writes the stored word once.

    function _grant(
        Journal previous,
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt
    ) private returns (Journal next) {
        if (grantee == address(0)) revert ZeroGrantee();
        if (shareId == 0) revert ZeroShareId();
        if (expiresAt <= block.timestamp) revert ExpiryInThePast(expiresAt, block.timestamp);
        mapping(bytes32 => GrantWord) storage grants = _grants[owner];
        bytes32 handle = _handle(grantee, shareId);
        grants[handle] = grants[handle].successor(expiresAt, _epochs[owner]);

        next = previous.append(Granted.selector, owner, _subject(grantee), shareId, expiresAt);
        emit Granted(owner, grantee, shareId, expiresAt, next.seq());
    }

    function _revoke(
        Journal previous,
        address owner,
        address grantee,
        bytes32 shareId
    ) private returns (Journal next) {
        mapping(bytes32 => GrantWord) storage grants = _grants[owner];
        bytes32 handle = _handle(grantee, shareId);
        GrantWord stored = grants[handle];
        uint64 epoch = _epochs[owner];
        if (!stored.stands(epoch)) revert NotGranted(owner, grantee, shareId);
        grants[handle] = stored.successor(0, epoch);

        next = previous.append(Revoked.selector, owner, _subject(grantee), shareId, 0);
        emit Revoked(owner, grantee, shareId, next.seq());
    }

    function _revokeAll(Journal previous, address owner) private returns (Journal next) {
        uint64 epoch = ++_epochs[owner];

        next = previous.append(RevokedAll.selector, owner, 0, 0, epoch);
        emit RevokedAll(owner, epoch, next.seq());
    }

    // ------------------------------------------------------------------ encodings and signatures

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

    function _grantMessage(
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt,
        uint256 deadline
    ) private view returns (bytes32) {
        uint64 nonce = _grants[owner][_handle(grantee, shareId)].nonce();
        return SignedMessages.hashGrant(owner, grantee, shareId, expiresAt, _epochs[owner], nonce, deadline);
    }

    function _revokeMessage(
        address owner,
        address grantee,
        bytes32 shareId,
        uint256 deadline
    ) private view returns (bytes32) {
        uint64 nonce = _grants[owner][_handle(grantee, shareId)].nonce();
        return SignedMessages.hashRevoke(owner, grantee, shareId, _epochs[owner], nonce, deadline);
    }

    function _handle(address grantee, bytes32 shareId) private pure returns (bytes32) {
        return Hashes.efficientKeccak256(_subject(grantee), shareId);
    }

    function _subject(address grantee) private pure returns (bytes32) {
        return bytes32(uint256(uint160(grantee)));
    }
}
