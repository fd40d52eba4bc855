import { FeeLine } from "../../chain/fee-line.tsx";
import { useFee } from "../../chain/fee.ts";
import { useRecordNames } from "../../session/records.ts";
import { TransactionCard } from "../../transactions/transaction-card.tsx";
import { useDialogTransaction } from "../../transactions/use-dialog-transaction.ts";
import { AccountLine } from "../../ui/account-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/notice.tsx";
import { type Revocation, revocationPlan } from "./revocation.ts";

interface RevokeDialogProps {
  readonly revocation: Revocation;
  readonly onClose: () => void;
}

/** Asks once more, since what was revoked has to be granted anew. */
export function RevokeDialog({ revocation, onClose }: RevokeDialogProps) {
  const { transaction, phase, start } = useDialogTransaction();
  const { title, button, intent, key, estimate, operate } = revocationPlan(revocation);
  const fee = useFee(phase === "sent" ? undefined : ["revoke", ...key], estimate);
  return (
    <Dialog title={phase === "sent" ? "Access ends" : title} onClose={onClose}>
      <div className="stack">
        {phase !== "sent" && (
          <>
            <Readers revocation={revocation} />
            <p>
              Nodes then hand it out no more, and the keys to it are destroyed.{" "}
              <strong>What was already read cannot be recalled.</strong>
            </p>
            <FeeLine fee={fee} />
          </>
        )}
        {transaction !== undefined && <TransactionCard transaction={transaction} />}
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>{phase === "form" ? "Keep access" : "Close"}</Button>
        {phase !== "sent" && (
          <Button look="danger" busy={phase === "asking"} onClick={() => start(intent, operate)}>
            {button}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function Readers({ revocation }: { revocation: Revocation }) {
  const nameOf = useRecordNames();
  if (revocation.kind === "all")
    return (
      <Notice tone="warn">
        <p>Every grant of your account ends at once, also those that are not shown here.</p>
      </Notice>
    );
  const grantees = [...new Set(revocation.grants.map(({ grantee }) => grantee))];
  const whatOf = (grantee: string): string => {
    const shares = revocation.grants.filter((grant) => grant.grantee === grantee).map(({ share }) => share);
    return [...new Set(shares.flatMap((share) => share?.records.map(nameOf) ?? []))].join(", ");
  };
  return (
    <ul className="stack-s">
      {grantees.map((grantee) => (
        <li key={grantee ?? ""}>
          {grantee === null ? "A sealed grant" : <AccountLine account={grantee} note={whatOf(grantee)} />}
        </li>
      ))}
    </ul>
  );
}
