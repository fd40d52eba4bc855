// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccessManagementProtocol} from "../interfaces/IAccessManagementProtocol.sol";

/// @notice EIP-712 struct hashes of the messages that an owner can sign.
library SignedMessages {
    bytes32 internal constant GRANT_TYPEHASH = keccak256(
        "Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)"
    );

    bytes32 internal constant REVOKE_TYPEHASH = keccak256(
        "Revoke(address owner,address grantee,bytes32 shareId,uint64 epoch,uint64 nonce,uint256 deadline)"
    );

    bytes32 internal constant GRANT_SEALED_TYPEHASH = keccak256(
        "GrantSealed(address owner,bytes32 handle,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)"
    );

    bytes32 internal constant REVOKE_SEALED_TYPEHASH = keccak256(
        "RevokeSealed(address owner,bytes32 handle,uint64 epoch,uint64 nonce,uint256 deadline)"
    );

    bytes32 internal constant REVOKE_ALL_TYPEHASH = keccak256(
        "RevokeAll(address owner,uint64 epoch,uint256 deadline)"
    );

    bytes32 internal constant CHANGE_TYPEHASH = keccak256(
        "Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)"
    );

    bytes32 internal constant SEALED_CHANGE_TYPEHASH = keccak256(
        "SealedChange(bytes32 handle,uint64 expiresAt,uint64 nonce)"
    );

    /// @dev In one piece, because the compiler hashes literals alone beforehand.
    bytes32 internal constant BATCH_TYPEHASH = keccak256(
        "Batch(address owner,Change[] changes,SealedChange[] sealedChanges,uint64 epoch,uint256 deadline)"
        "Change(address grantee,bytes32 shareId,uint64 expiresAt,uint64 nonce)"
        "SealedChange(bytes32 handle,uint64 expiresAt,uint64 nonce)"
    );

    function hashGrant(
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt,
        uint64 epoch,
        uint64 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return
            keccak256(abi.encode(GRANT_TYPEHASH, owner, grantee, shareId, expiresAt, epoch, nonce, deadline));
    }

    function hashRevoke(
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 epoch,
        uint64 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOKE_TYPEHASH, owner, grantee, shareId, epoch, nonce, deadline));
    }

    function hashGrantSealed(
        address owner,
        bytes32 handle,
        uint64 expiresAt,
        uint64 epoch,
        uint64 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(GRANT_SEALED_TYPEHASH, owner, handle, expiresAt, epoch, nonce, deadline));
    }

    function hashRevokeSealed(
        address owner,
        bytes32 handle,
        uint64 epoch,
        uint64 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOKE_SEALED_TYPEHASH, owner, handle, epoch, nonce, deadline));
    }

    function hashRevokeAll(address owner, uint64 epoch, uint256 deadline) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOKE_ALL_TYPEHASH, owner, epoch, deadline));
    }

    function hashBatch(
        address owner,
        IAccessManagementProtocol.Change[] calldata changes,
        IAccessManagementProtocol.SealedChange[] calldata sealedChanges,
        uint64 epoch,
        uint256 deadline
    ) internal pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](changes.length);
        for (uint256 i = 0; i < changes.length; ++i) {
            hashes[i] = keccak256(abi.encode(CHANGE_TYPEHASH, changes[i]));
        }
        bytes32[] memory sealedHashes = new bytes32[](sealedChanges.length);
        for (uint256 i = 0; i < sealedChanges.length; ++i) {
            sealedHashes[i] = keccak256(abi.encode(SEALED_CHANGE_TYPEHASH, sealedChanges[i]));
        }
        bytes32 changesHash = keccak256(abi.encodePacked(hashes));
        bytes32 sealedHash = keccak256(abi.encodePacked(sealedHashes));
        return keccak256(abi.encode(BATCH_TYPEHASH, owner, changesHash, sealedHash, epoch, deadline));
    }
}
