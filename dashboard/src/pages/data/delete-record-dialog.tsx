import type { OpenedRecord } from "@idos/sdk";
import { useSession } from "../../session/session-context.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { recordName } from "../../format/record-name.ts";

interface DeleteRecordDialogProps {
  readonly record: OpenedRecord;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function DeleteRecordDialog({ record, onDone, onClose }: DeleteRecordDialogProps) {
  const { owner } = useSession();
  const title = recordName(record.content.type);
  return (
    <ConfirmDialog
      title={`Delete “${title}”?`}
      action="Delete it"
      act={() => owner.records.delete(record.id)}
      onDone={onDone}
      onClose={onClose}
    >
      <p>The encrypted copy and every key to it are destroyed, for you and for all who have access.</p>
      <p className="soft">What somebody has read already cannot be taken back.</p>
      {record.content.kind === "credential" && (
        <p className="soft">To get this credential again, you would have to ask its issuer.</p>
      )}
    </ConfirmDialog>
  );
}
