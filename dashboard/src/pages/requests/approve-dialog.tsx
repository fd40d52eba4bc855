import { type Asked, NEVER_EXPIRES, type ReceivedRequest } from "@idos/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import { FeeLine } from "../../chain/fee-line.tsx";
import { useFee } from "../../chain/fee.ts";
import { formatMoment } from "../../format/dates.ts";
import { recordName } from "../../format/record-name.ts";
import { nowSeconds } from "../../format/dates.ts";
import { useRecords } from "../../session/records.ts";
import { REQUESTS_KEY } from "../../session/requests.ts";
import { TransactionCard } from "../../transactions/transaction-card.tsx";
import { useDialogTransaction } from "../../transactions/use-dialog-transaction.ts";
import { AccountLine } from "../../ui/account-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { RecordChoices } from "../access/grant/record-choices.tsx";
import { approvalChoices, approvedExpiry, type ApprovedFor } from "./narrowed-expiry.ts";
import { type AskedType, askedTypes } from "./request-view.ts";

interface ApproveDialogProps {
  readonly request: ReceivedRequest;
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** Shows what would be visible, and lets her give less of it or for a shorter time; never more than was asked. */
export function ApproveDialog({ request, asked, onClose }: ApproveDialogProps) {
  const records = useRecords();
  const queries = useQueryClient();
  const { transaction, phase, start } = useDialogTransaction();
  const [left, setLeft] = useState<readonly string[]>();
  const [length, setLength] = useState<ApprovedFor>("asked");
  const types = askedTypes(asked.records, records.data?.records ?? []);
  const held = types.flatMap((type) => type.records);
  const chosen = left ?? held.map(({ id }) => id);
  const { requester } = request;
  const fee = useFee(phase === "sent" ? undefined : ["grant", requester], (contract) =>
    contract.estimateGrant(requester, NEVER_EXPIRES),
  );
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (chosen.length === 0) return;
    start({ kind: "grant", grantee: requester, records: chosen.length }, async (owner) => {
      const granted = await owner.requests.grant(request.id, { records: chosen, ...approvedExpiry(length) });
      await queries.invalidateQueries({ queryKey: REQUESTS_KEY });
      return granted;
    });
  };
  return (
    <Dialog title="Review the request" onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        <AccountLine account={requester} note={`“${asked.purpose}”`} />
        {records.data === undefined && <Skeleton />}
        {phase !== "sent" && records.data !== undefined && (
          <>
            <MissingNotice types={types} />
            {held.length > 0 && (
              <RecordChoices
                legend="What will be visible: untick what you want to keep to yourself"
                records={held}
                chosen={chosen}
                error={chosen.length === 0 ? "Choose something, or deny the request." : undefined}
                onChange={setLeft}
              />
            )}
            <SelectField
              label={`For how long (asked: ${request.accessUntil === null ? "without an end" : `until ${formatMoment(request.accessUntil)}`})`}
              value={length}
              choices={approvalChoices(request.accessUntil, nowSeconds())}
              onChoose={setLength}
            />
            <p className="small soft">
              You can revoke it at any time, but <strong>what was already read cannot be recalled.</strong>
            </p>
            <FeeLine fee={fee} />
          </>
        )}
        {transaction !== undefined && <TransactionCard transaction={transaction} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{phase === "form" ? "Not now" : "Close"}</Button>
          {phase !== "sent" && (
            <Button look="primary" type="submit" busy={phase === "asking"} disabled={chosen.length === 0}>
              Approve
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function MissingNotice({ types }: { types: readonly AskedType[] }) {
  const missing = types.filter(({ records }) => records.length === 0);
  if (missing.length === 0) return null;
  return (
    <Notice tone="warn" title={`You do not have: ${missing.map(({ type }) => recordName(type)).join(", ")}`}>
      <p>You can give the rest. An issuer can give you what is missing.</p>
    </Notice>
  );
}
