// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IAccessManagementErrors} from "./interfaces/IAccessManagementErrors.sol";
import {IAccessManagementEvents} from "./interfaces/IAccessManagementEvents.sol";
import {GrantWord} from "./libraries/GrantWord.sol";
import {addressWord, publicHandle} from "./libraries/Handle.sol";
import {Journal} from "./libraries/Journal.sol";

/**
 * @title GrantLedger
 * @notice The storage of all grants and the changes that can happen to it. Who may cause which is the deriving
 *         contract's to decide.
 *
 * @dev Each change takes the journal and returns it with its event appended, so that a call which makes many changes
 *      reads and writes the stored word once. The caller stores what the last change returned.
 */
abstract contract GrantLedger is IAccessManagementEvents, IAccessManagementErrors {
    /// @dev A struct, because a pointer to it is computed once for a read and a write.
    struct Stored {
        GrantWord word;
    }

    /// @dev The word outlives the grant for its nonce's sake.
    mapping(address owner => mapping(bytes32 handle => Stored)) private _grants;

    mapping(address owner => uint64) private _epochs;

    Journal internal _journal;

    // ------------------------------------------------------------------ reading

    function _wordOf(address owner, bytes32 handle) internal view returns (GrantWord) {
        return _grants[owner][handle].word;
    }

    function _epochOf(address owner) internal view returns (uint64) {
        return _epochs[owner];
    }

    /// @dev Whether there is something to end. It may have expired.
    function _stands(address owner, bytes32 handle) internal view returns (bool) {
        return _grants[owner][handle].word.stands(_epochs[owner]);
    }

    function _counts(address owner, bytes32 handle) internal view returns (bool) {
        GrantWord stored = _grants[owner][handle].word;
        return stored.stands(_epochs[owner]) && stored.expiresAt() > block.timestamp;
    }

    // ------------------------------------------------------------------ changes of public grants

    function _grant(
        Journal previous,
        address owner,
        address grantee,
        bytes32 shareId,
        uint64 expiresAt
    ) internal returns (Journal next) {
        if (grantee == address(0)) revert ZeroGrantee();
        if (shareId == 0) revert ZeroShareId();
        _store(owner, publicHandle(grantee, shareId), expiresAt);

        next = previous.append(Granted.selector, owner, addressWord(grantee), shareId, expiresAt);
        emit Granted(owner, grantee, shareId, expiresAt, next.seq());
    }

    function _revoke(
        Journal previous,
        address owner,
        address grantee,
        bytes32 shareId
    ) internal returns (Journal next) {
        if (!_end(owner, publicHandle(grantee, shareId))) revert NotGranted(owner, grantee, shareId);

        next = previous.append(Revoked.selector, owner, addressWord(grantee), shareId, 0);
        emit Revoked(owner, grantee, shareId, next.seq());
    }

    function _renounce(
        Journal previous,
        address owner,
        address grantee,
        bytes32 shareId
    ) internal returns (Journal next) {
        if (!_end(owner, publicHandle(grantee, shareId))) revert NotGranted(owner, grantee, shareId);

        next = previous.append(Renounced.selector, owner, addressWord(grantee), shareId, 0);
        emit Renounced(owner, grantee, shareId, next.seq());
    }

    // ------------------------------------------------------------------ changes by handle

    function _grantSealed(
        Journal previous,
        address owner,
        bytes32 handle,
        uint64 expiresAt
    ) internal returns (Journal next) {
        if (handle == 0) revert ZeroHandle();
        _store(owner, handle, expiresAt);

        next = previous.append(GrantedSealed.selector, owner, handle, 0, expiresAt);
        emit GrantedSealed(owner, handle, expiresAt, next.seq());
    }

    function _revokeSealed(Journal previous, address owner, bytes32 handle) internal returns (Journal next) {
        if (!_end(owner, handle)) revert NotGrantedSealed(owner, handle);

        next = previous.append(RevokedSealed.selector, owner, handle, 0, 0);
        emit RevokedSealed(owner, handle, next.seq());
    }

    function _voidMessages(Journal previous, address owner, bytes32 handle) internal returns (Journal next) {
        Stored storage stored = _grants[owner][handle];
        GrantWord raised = stored.word.withRaisedNonce();
        stored.word = raised;

        next = previous.append(MessagesVoided.selector, owner, handle, 0, raised.nonce());
        emit MessagesVoided(owner, handle, raised.nonce(), next.seq());
    }

    /// @dev Changes nothing: it says that nothing was changed.
    function _skip(
        Journal previous,
        address owner,
        bytes32 handle,
        uint64 nonce
    ) internal returns (Journal next) {
        next = previous.append(ChangeSkipped.selector, owner, handle, 0, nonce);
        emit ChangeSkipped(owner, handle, nonce, next.seq());
    }

    // ------------------------------------------------------------------ the change of all

    function _revokeAll(Journal previous, address owner) internal returns (Journal next) {
        uint64 epoch;
        // Nobody revokes all 2^64 times.
        unchecked {
            epoch = ++_epochs[owner];
        }

        next = previous.append(RevokedAll.selector, owner, 0, 0, epoch);
        emit RevokedAll(owner, epoch, next.seq());
    }

    // ------------------------------------------------------------------ the two writes of a grant

    function _store(address owner, bytes32 handle, uint64 expiresAt) private {
        if (expiresAt <= block.timestamp) revert ExpiryInThePast(expiresAt, block.timestamp);
        Stored storage stored = _grants[owner][handle];
        stored.word = stored.word.successor(expiresAt, _epochs[owner]);
    }

    /// @dev False, and nothing done, where nothing stands.
    function _end(address owner, bytes32 handle) private returns (bool) {
        Stored storage stored = _grants[owner][handle];
        GrantWord word = stored.word;
        uint64 epoch = _epochs[owner];
        if (!word.stands(epoch)) return false;
        stored.word = word.successor(0, epoch);
        return true;
    }
}
