// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {GrantLedger} from "./GrantLedger.sol";
import {IAccessManagementProtocol} from "./interfaces/IAccessManagementProtocol.sol";
import {publicHandle} from "./libraries/Handle.sol";
import {Journal} from "./libraries/Journal.sol";

/**
 * @title GrantBatches
 * @notice Many changes of one owner in one call, and which of them are passed over.
 *
 * @dev A grantee can renounce, and a relayer can be first with a change that it holds. So what ends grants, or was
 *      signed before, passes over a change that somebody was first with: else one change would sink the rest.
 */
abstract contract GrantBatches is GrantLedger {
    // ------------------------------------------------------------------ by transaction

    function _grantMany(address owner, IAccessManagementProtocol.GrantTerms[] calldata grants) internal {
        if (grants.length == 0) revert EmptyBatch();
        Journal word = _journal;
        for (uint256 i = 0; i < grants.length; ++i) {
            IAccessManagementProtocol.GrantTerms calldata terms = grants[i];
            word = _grant(word, owner, terms.grantee, terms.shareId, terms.expiresAt);
        }
        _journal = word;
    }

    function _revokeMany(address owner, IAccessManagementProtocol.GrantKey[] calldata grants) internal {
        if (grants.length == 0) revert EmptyBatch();
        Journal word = _journal;
        bool changed = false;
        for (uint256 i = 0; i < grants.length; ++i) {
            (address grantee, bytes32 shareId) = (grants[i].grantee, grants[i].shareId);
            bytes32 handle = publicHandle(grantee, shareId);
            if (_stands(owner, handle)) {
                word = _revoke(word, owner, grantee, shareId);
                changed = true;
            } else {
                word = _skip(word, owner, handle, _wordOf(owner, handle).nonce());
            }
        }
        if (!changed) revert NothingToChange(owner);
        _journal = word;
    }

    // ------------------------------------------------------------------ by signature

    function _changeMany(
        address owner,
        IAccessManagementProtocol.Change[] calldata changes,
        IAccessManagementProtocol.SealedChange[] calldata sealedChanges
    ) internal {
        _requireCome(owner, changes, sealedChanges);
        Journal word = _journal;
        bool changed = false;
        bool made;
        for (uint256 i = 0; i < changes.length; ++i) {
            (word, made) = _change(word, owner, changes[i]);
            changed = changed || made;
        }
        for (uint256 i = 0; i < sealedChanges.length; ++i) {
            (word, made) = _changeSealed(word, owner, sealedChanges[i]);
            changed = changed || made;
        }
        if (!changed) revert NothingToChange(owner);
        _journal = word;
    }

    function _change(
        Journal previous,
        address owner,
        IAccessManagementProtocol.Change calldata change
    ) private returns (Journal next, bool made) {
        (address grantee, bytes32 shareId, uint64 expiresAt) = (
            change.grantee,
            change.shareId,
            change.expiresAt
        );
        if (grantee == address(0)) revert ZeroGrantee();
        if (shareId == 0) revert ZeroShareId();
        bytes32 handle = publicHandle(grantee, shareId);
        if (!_canChange(owner, handle, expiresAt, change.nonce))
            return (_skip(previous, owner, handle, change.nonce), false);
        if (expiresAt == 0) return (_revoke(previous, owner, grantee, shareId), true);
        return (_grant(previous, owner, grantee, shareId, expiresAt), true);
    }

    function _changeSealed(
        Journal previous,
        address owner,
        IAccessManagementProtocol.SealedChange calldata change
    ) private returns (Journal next, bool made) {
        (bytes32 handle, uint64 expiresAt) = (change.handle, change.expiresAt);
        if (handle == 0) revert ZeroHandle();
        if (!_canChange(owner, handle, expiresAt, change.nonce))
            return (_skip(previous, owner, handle, change.nonce), false);
        if (expiresAt == 0) return (_revokeSealed(previous, owner, handle), true);
        return (_grantSealed(previous, owner, handle, expiresAt), true);
    }

    /**
     * @dev Looks at every nonce before the first change. One that is still to come would make the batch good now for its
     *      other changes, and later once more for this one. It also keeps two changes of one handle out of a batch that
     *      is sent in time: of two in turn, the second would outlive a revocation that voids the first.
     */
    function _requireCome(
        address owner,
        IAccessManagementProtocol.Change[] calldata changes,
        IAccessManagementProtocol.SealedChange[] calldata sealedChanges
    ) private view {
        for (uint256 i = 0; i < changes.length; ++i) {
            _requireCome(owner, publicHandle(changes[i].grantee, changes[i].shareId), changes[i].nonce);
        }
        for (uint256 i = 0; i < sealedChanges.length; ++i) {
            _requireCome(owner, sealedChanges[i].handle, sealedChanges[i].nonce);
        }
    }

    function _requireCome(address owner, bytes32 handle, uint64 nonce) private view {
        if (nonce > _wordOf(owner, handle).nonce()) revert NonceAhead(owner, handle, nonce);
    }

    /// @dev Whether a signed change can be made now; if not, it never can.
    function _canChange(
        address owner,
        bytes32 handle,
        uint64 expiresAt,
        uint64 nonce
    ) private view returns (bool) {
        if (_wordOf(owner, handle).nonce() != nonce) return false;
        return expiresAt == 0 ? _stands(owner, handle) : expiresAt > block.timestamp;
    }
}
