import { TransactionCard } from "../../../transactions/transaction-card.tsx";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { Field } from "../../../ui/field.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { FeeLine } from "../../../chain/fee-line.tsx";
import { useRecords } from "../../../session/records.ts";
import { recordName } from "../../../format/record-name.ts";
import { claimOptions } from "./chosen-claims.ts";
import { ClaimChoices } from "./claim-choices.tsx";
import { ExpiryField } from "./expiry-field.tsx";
import { GranteeField } from "./grantee-field.tsx";
import { RecordChoices } from "./record-choices.tsx";
import { useGrantForm } from "./use-grant-form.ts";

interface GrantDialogProps {
  /** The id of a record that is ticked at first. */
  readonly preselected: string | null;
  readonly onClose: () => void;
}

export function GrantDialog({ preselected, onClose }: GrantDialogProps) {
  const records = useRecords();
  const { form, change, grantee, faults, fee, wasAsked, transaction, phase, submit } =
    useGrantForm(preselected);
  return (
    <Dialog title="Give access" onClose={onClose}>
      <form className="stack" onSubmit={submit} noValidate>
        {phase !== "sent" && (
          <>
            <GranteeField
              value={form.grantee}
              found={grantee}
              wasAsked={wasAsked}
              onChange={(typed) => change({ grantee: typed })}
            />
            {records.error !== null && <ErrorNotice error={records.error} />}
            {records.data === undefined ? (
              records.error === null && <Skeleton />
            ) : (
              <RecordChoices
                legend="What will be visible: this, and nothing else"
                records={records.data.records}
                chosen={form.records}
                error={faults.records}
                onChange={(chosen) => change({ records: chosen })}
                partsOf={(record) => {
                  const options = claimOptions(record, form.claims);
                  return options.length === 0 ? undefined : (
                    <ClaimChoices
                      name={recordName(record.content.type)}
                      options={options}
                      onChange={(shown) => change({ claims: { ...form.claims, [record.id]: shown } })}
                    />
                  );
                }}
              />
            )}
            <Field
              label="What for"
              placeholder="So that you can send the book"
              hint="You, the reader and your node see this sentence. The chain does not."
              value={form.purpose}
              error={faults.purpose}
              onChange={({ target }) => change({ purpose: target.value })}
            />
            <ExpiryField form={form} error={faults.date} onChange={change} />
            <Notice tone="info">
              <p>
                Everybody can see on the chain that your account gives this one access, and until when; not to
                what. You can revoke it at any time, but{" "}
                <strong>what was already read cannot be recalled.</strong>
              </p>
            </Notice>
            <FeeLine fee={fee} />
          </>
        )}
        {transaction !== undefined && <TransactionCard transaction={transaction} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{phase === "form" ? "Cancel" : "Close"}</Button>
          {phase !== "sent" && (
            <Button look="primary" type="submit" busy={phase === "asking"}>
              Give access
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
