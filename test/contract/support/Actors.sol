// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccessManagementProtocol} from "../../../contracts/AccessManagementProtocol.sol";
import {IAccessManagementProtocol} from "../../../contracts/interfaces/IAccessManagementProtocol.sol";

/// @dev What the test runner offers, as far as it is used here.
interface Vm {
    function prank(address sender) external;
    function warp(uint256 timestamp) external;
    function addr(uint256 privateKey) external pure returns (address);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @notice Acts as two owners and two grantees on a few handles, and remembers what must have come of it.
contract Actors {
    AccessManagementProtocol public immutable AMP = new AccessManagementProtocol();

    struct Expected {
        uint64 expiresAt;
        uint64 epoch;
        uint64 nonce;
    }

    mapping(address owner => mapping(bytes32 handle => Expected)) public expected;
    mapping(address owner => uint64) public epochs;
    uint64 public events;
    /// @notice The journal as an indexer computes it that sees nothing but the events.
    uint256 public word;

    function _keyOf(uint8 n) internal pure returns (uint256) {
        return 0xA11CE + (n % 2);
    }

    function ownerOf(uint8 n) public pure returns (address) {
        return VM.addr(_keyOf(n));
    }

    function granteeOf(uint8 n) public pure returns (address) {
        return address(uint160(0x2000) + (n % 2));
    }

    function shareOf(uint8 n) public pure returns (bytes32) {
        return bytes32(uint256(0x3000) + (n % 2));
    }

    /// @dev A sealed handle, or, every other time, a public one, which an owner may seal too.
    function handleOf(uint8 n) public pure returns (bytes32) {
        if (n % 2 == 0) return keccak256(abi.encode(granteeOf(n >> 1), shareOf(n >> 2)));
        return keccak256(abi.encode(granteeOf(n >> 1), shareOf(n >> 2), bytes32(uint256(7))));
    }

    /// @dev Of which some have come and some come within a few waits.
    function _expiry(uint24 offset) internal view returns (uint64) {
        return offset % 8 == 0 ? type(uint64).max : uint64(block.timestamp + (offset % 100_000)) - 1_000;
    }

    function grant(uint8 who, uint8 reader, uint8 share, uint24 offset) external {
        uint64 expiresAt = _expiry(offset);
        (address owner, address grantee, bytes32 shareId) = (ownerOf(who), granteeOf(reader), shareOf(share));
        VM.prank(owner);
        try AMP.grant(grantee, shareId, expiresAt) {
            _granted(owner, keccak256(abi.encode(grantee, shareId)), expiresAt);
            _appended("Granted(address,address,bytes32,uint64,uint64)", owner, grantee, shareId, expiresAt);
        } catch {
            assert(expiresAt <= block.timestamp);
        }
    }

    function grantSealed(uint8 who, uint8 which, uint24 offset) external {
        uint64 expiresAt = _expiry(offset);
        address owner = ownerOf(who);
        VM.prank(owner);
        try AMP.grantSealed(handleOf(which), expiresAt) {
            _granted(owner, handleOf(which), expiresAt);
            _appended("GrantedSealed(address,bytes32,uint64,uint64)", owner, handleOf(which), 0, expiresAt);
        } catch {
            assert(expiresAt <= block.timestamp);
        }
    }

    function revoke(uint8 who, uint8 reader, uint8 share) external {
        (address owner, address grantee, bytes32 shareId) = (ownerOf(who), granteeOf(reader), shareOf(share));
        VM.prank(owner);
        try AMP.revoke(grantee, shareId) {
            _ended(owner, keccak256(abi.encode(grantee, shareId)));
            _appended("Revoked(address,address,bytes32,uint64)", owner, grantee, shareId, 0);
        } catch {
            assert(!stands(owner, keccak256(abi.encode(grantee, shareId))));
        }
    }

    /// @notice Both shares of a reader, of which any number stands.
    function revokeMany(uint8 who, uint8 reader) external {
        (address owner, address grantee) = (ownerOf(who), granteeOf(reader));
        IAccessManagementProtocol.GrantKey[] memory keys = new IAccessManagementProtocol.GrantKey[](2);
        bytes32[2] memory handles;
        for (uint8 n = 0; n < 2; ++n) {
            keys[n] = IAccessManagementProtocol.GrantKey(grantee, shareOf(n));
            handles[n] = keccak256(abi.encode(grantee, shareOf(n)));
        }
        VM.prank(owner);
        try AMP.revokeMany(keys) {
            for (uint8 n = 0; n < 2; ++n) _revokedOrSkipped(owner, grantee, shareOf(n), handles[n]);
        } catch {
            assert(!stands(owner, handles[0]) && !stands(owner, handles[1]));
        }
    }

    function renounce(uint8 who, uint8 reader, uint8 share) external {
        (address owner, address grantee, bytes32 shareId) = (ownerOf(who), granteeOf(reader), shareOf(share));
        VM.prank(grantee);
        try AMP.renounce(owner, shareId) {
            _ended(owner, keccak256(abi.encode(grantee, shareId)));
            _appended("Renounced(address,address,bytes32,uint64)", owner, grantee, shareId, 0);
        } catch {
            assert(!stands(owner, keccak256(abi.encode(grantee, shareId))));
        }
    }

    function revokeSealed(uint8 who, uint8 which) external {
        address owner = ownerOf(who);
        VM.prank(owner);
        try AMP.revokeSealed(handleOf(which)) {
            _ended(owner, handleOf(which));
            _appended("RevokedSealed(address,bytes32,uint64)", owner, handleOf(which), 0, 0);
        } catch {
            assert(!stands(owner, handleOf(which)));
        }
    }

    function revokeAll(uint8 who) external {
        address owner = ownerOf(who);
        VM.prank(owner);
        AMP.revokeAll();
        _appended("RevokedAll(address,uint64,uint64)", owner, bytes32(0), 0, ++epochs[owner]);
    }

    function voidMessages(uint8 who, uint8 which) external {
        (address owner, bytes32 handle) = (ownerOf(who), handleOf(which));
        VM.prank(owner);
        AMP.voidMessages(handle);
        uint64 nonce = ++expected[owner][handle].nonce;
        _appended("MessagesVoided(address,bytes32,uint64,uint64)", owner, handle, 0, nonce);
    }

    function wait(uint16 secondsLater) external {
        VM.warp(block.timestamp + secondsLater);
    }

    function stands(address owner, bytes32 handle) public view returns (bool) {
        Expected storage one = expected[owner][handle];
        return one.expiresAt != 0 && one.epoch == epochs[owner];
    }

    function _granted(address owner, bytes32 handle, uint64 expiresAt) internal {
        assert(expiresAt > block.timestamp);
        expected[owner][handle] = Expected(expiresAt, epochs[owner], expected[owner][handle].nonce + 1);
    }

    function _ended(address owner, bytes32 handle) internal {
        assert(stands(owner, handle));
        expected[owner][handle] = Expected(0, epochs[owner], expected[owner][handle].nonce + 1);
    }

    function _revokedOrSkipped(address owner, address grantee, bytes32 shareId, bytes32 handle) private {
        if (stands(owner, handle)) {
            _ended(owner, handle);
            _appended("Revoked(address,address,bytes32,uint64)", owner, grantee, shareId, 0);
        } else {
            uint64 nonce = expected[owner][handle].nonce;
            _appended("ChangeSkipped(address,bytes32,uint64,uint64)", owner, handle, 0, nonce);
        }
    }

    function _appended(
        string memory signature,
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 value
    ) internal {
        _appended(signature, owner, bytes32(uint256(uint160(grantee))), shareId, value);
    }

    function _appended(
        string memory signature,
        address owner,
        bytes32 subject,
        bytes32 shareId,
        uint64 value
    ) internal {
        bytes32 topic0 = keccak256(bytes(signature));
        bytes32 content = keccak256(abi.encode(word, topic0, owner, subject, shareId, value));
        word = (uint256(++events) << 192) | uint192(uint256(content));
    }
}
