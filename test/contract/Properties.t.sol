// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AccessManagementProtocol} from "../../contracts/AccessManagementProtocol.sol";
import {IAccessManagementProtocol} from "../../contracts/interfaces/IAccessManagementProtocol.sol";
import {VM} from "./support/Actors.sol";
import {SignedActors} from "./support/SignedActors.sol";

contract PropertiesTest {
    SignedActors private _actors;

    function setUp() public {
        VM.warp(1_800_000_000);
        _actors = new SignedActors();
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

    function invariant_theJournalIsTheReplayOfTheEvents() external view {
        (uint64 seq, bytes24 digest) = _actors.AMP().journal();
        assert(seq == _actors.events() && uint192(digest) == uint192(_actors.word()));
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
