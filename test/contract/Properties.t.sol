// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccessManagementProtocol} from "../../contracts/AccessManagementProtocol.sol";
import {IAccessManagementProtocol} from "../../contracts/interfaces/IAccessManagementProtocol.sol";

/// @dev What the test runner offers, as far as it is used here.
interface Vm {
    function prank(address sender) external;
    function warp(uint256 timestamp) external;
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

    function ownerOf(uint8 n) public pure returns (address) {
        return address(uint160(0x1000) + (n % 2));
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
    function _expiry(uint24 offset) private view returns (uint64) {
        return offset % 8 == 0 ? type(uint64).max : uint64(block.timestamp + (offset % 100_000)) - 1_000;
    }

    function grant(uint8 who, uint8 reader, uint8 share, uint24 offset) external {
        uint64 expiresAt = _expiry(offset);
        (address owner, address grantee, bytes32 shareId) = (ownerOf(who), granteeOf(reader), shareOf(share));
        VM.prank(owner);
        try AMP.grant(grantee, shareId, expiresAt) {
            _granted(owner, keccak256(abi.encode(grantee, shareId)), expiresAt);
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
        } catch {
            assert(expiresAt <= block.timestamp);
        }
    }

    function revoke(uint8 who, uint8 reader, uint8 share) external {
        (address owner, address grantee, bytes32 shareId) = (ownerOf(who), granteeOf(reader), shareOf(share));
        VM.prank(owner);
        try AMP.revoke(grantee, shareId) {
            _ended(owner, keccak256(abi.encode(grantee, shareId)));
        } catch {
            assert(!stands(owner, keccak256(abi.encode(grantee, shareId))));
        }
    }

    function renounce(uint8 who, uint8 reader, uint8 share) external {
        (address owner, address grantee, bytes32 shareId) = (ownerOf(who), granteeOf(reader), shareOf(share));
        VM.prank(grantee);
        try AMP.renounce(owner, shareId) {
            _ended(owner, keccak256(abi.encode(grantee, shareId)));
        } catch {
            assert(!stands(owner, keccak256(abi.encode(grantee, shareId))));
        }
    }

    function revokeSealed(uint8 who, uint8 which) external {
        address owner = ownerOf(who);
        VM.prank(owner);
        try AMP.revokeSealed(handleOf(which)) {
            _ended(owner, handleOf(which));
        } catch {
            assert(!stands(owner, handleOf(which)));
        }
    }

    function revokeAll(uint8 who) external {
        VM.prank(ownerOf(who));
        AMP.revokeAll();
        ++epochs[ownerOf(who)];
        ++events;
    }

    function voidMessages(uint8 who, uint8 which) external {
        VM.prank(ownerOf(who));
        AMP.voidMessages(handleOf(which));
        ++expected[ownerOf(who)][handleOf(which)].nonce;
        ++events;
    }

    function wait(uint16 secondsLater) external {
        VM.warp(block.timestamp + secondsLater);
    }

    function stands(address owner, bytes32 handle) public view returns (bool) {
        Expected storage one = expected[owner][handle];
        return one.expiresAt != 0 && one.epoch == epochs[owner];
    }

    function _granted(address owner, bytes32 handle, uint64 expiresAt) private {
        assert(expiresAt > block.timestamp);
        expected[owner][handle] = Expected(expiresAt, epochs[owner], expected[owner][handle].nonce + 1);
        ++events;
    }

    function _ended(address owner, bytes32 handle) private {
        assert(stands(owner, handle));
        expected[owner][handle] = Expected(0, epochs[owner], expected[owner][handle].nonce + 1);
        ++events;
    }
}

contract PropertiesTest {
    Actors private _actors;

    function setUp() public {
        VM.warp(1_800_000_000);
        _actors = new Actors();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_actors);
    }

    /// @dev So nothing is written but by its own owner or grantee, and no nonce ever falls.
    function invariant_everyHandleIsWhatItsOwnActionsMadeOfIt() external view {
        for (uint8 who = 0; who < 2; ++who) {
            for (uint8 which = 0; which < 8; ++which) _check(_actors.ownerOf(who), _actors.handleOf(which));
        }
    }

    function invariant_seqCountsEveryChangeAndNothingElse() external view {
        (uint64 seq, ) = _actors.AMP().journal();
        assert(seq == _actors.events());
    }

    function invariant_aCheckAllowsWhatStandsAndHasNotExpired() external view {
        for (uint8 n = 0; n < 8; ++n) {
            address owner = _actors.ownerOf(n);
            address grantee = _actors.granteeOf(n >> 1);
            bytes32 shareId = _actors.shareOf(n >> 2);
            bytes32 handle = keccak256(abi.encode(grantee, shareId));
            (uint64 expiresAt, , ) = _actors.expected(owner, handle);
            bool wanted = _actors.stands(owner, handle) && expiresAt > block.timestamp;
            assert(_actors.AMP().isGranted(owner, grantee, shareId) == wanted);
        }
    }

    function testFuzz_aGrantCountsBeforeItsExpiryAndNotAtIt(
        address grantee,
        bytes32 shareId,
        uint64 expiresAt
    ) external {
        AccessManagementProtocol amp = _actors.AMP();
        if (grantee == address(0) || shareId == 0 || expiresAt <= block.timestamp) return;
        amp.grant(grantee, shareId, expiresAt);
        VM.warp(uint256(expiresAt) - 1);
        assert(amp.isGranted(address(this), grantee, shareId));
        VM.warp(expiresAt);
        assert(!amp.isGranted(address(this), grantee, shareId));
    }

    function testFuzz_theJournalIsTheDigestOfItsEvent(
        address grantee,
        bytes32 shareId,
        uint64 expiresAt
    ) external {
        AccessManagementProtocol amp = _actors.AMP();
        if (grantee == address(0) || shareId == 0 || expiresAt <= block.timestamp) return;
        amp.grant(grantee, shareId, expiresAt);
        bytes32 topic = keccak256("Granted(address,address,bytes32,uint64,uint64)");
        bytes memory content = abi.encode(uint256(0), topic, address(this), grantee, shareId, expiresAt);
        (uint64 seq, bytes24 digest) = amp.journal();
        assert(seq == 1 && uint192(digest) == uint192(uint256(keccak256(content))));
    }

    function _check(address owner, bytes32 handle) private view {
        IAccessManagementProtocol.Grant memory stored = _actors.AMP().grantOf(owner, handle);
        (uint64 expiresAt, uint64 epoch, uint64 nonce) = _actors.expected(owner, handle);
        assert(stored.expiresAt == expiresAt && stored.epoch == epoch && stored.nonce == nonce);
        assert(_actors.AMP().epochOf(owner) == _actors.epochs(owner));
    }
}
