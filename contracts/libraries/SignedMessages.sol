// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

/// @notice EIP-712 struct hashes of the messages that an owner can sign.
library SignedMessages {
    bytes32 internal constant GRANT_TYPEHASH = keccak256(
        "Grant(address owner,address grantee,bytes32 shareId,uint64 expiresAt,uint64 epoch,uint64 nonce,uint256 deadline)"
    );

    bytes32 internal constant REVOKE_TYPEHASH = keccak256(
        "Revoke(address owner,address grantee,bytes32 shareId,uint64 epoch,uint64 nonce,uint256 deadline)"
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
}
