import type { AllRecords } from "@idos/sdk";
import { useState } from "react";
import { useRecords } from "../../session/records.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { type DataAction, DataDialog } from "./data-dialog.tsx";
import { LeaveSection } from "./leave-section.tsx";
import { RecordSection } from "./record-section.tsx";

export function DataPage() {
  const { data, error } = useRecords();
  const [action, setAction] = useState<DataAction>();
  const add = (
    <Button look="primary" onClick={() => setAction({ kind: "add" })}>
      Add data
    </Button>
  );
  return (
    <>
      <PageHeader
        title="My data"
        lead="Decrypted on this device. Nobody else sees it unless you share it."
        actions={add}
      />
      <div className="stack-l">
        {error !== null && <ErrorNotice error={error} />}
        {data === undefined && error === null && <Skeleton label="Your data is being decrypted" />}
        {data !== undefined && <Records data={data} onAction={setAction} />}
        {data !== undefined && (
          <LeaveSection records={data.records} onErase={() => setAction({ kind: "erase" })} />
        )}
      </div>
      {action !== undefined && <DataDialog action={action} onClose={() => setAction(undefined)} />}
    </>
  );
}

function Records({ data, onAction }: { data: AllRecords; onAction: (action: DataAction) => void }) {
  const { records, unreadable } = data;
  const ofKind = (kind: string) => records.filter(({ content }) => content.kind === kind);
  const remove = (record: AllRecords["records"][number]) => onAction({ kind: "delete", record });
  if (records.length + unreadable.length === 0)
    return (
      <EmptyState
        title="Nothing here yet"
        text="Add something about yourself, or ask an issuer for a credential."
        action={<Button onClick={() => onAction({ kind: "add" })}>Add your first entry</Button>}
      />
    );
  return (
    <>
      {unreadable.length > 0 && (
        <Notice tone="warn" title={`${unreadable.length} of your records cannot be opened`}>
          <p>Whoever wrote them sealed them to another key than yours, or wrote something else.</p>
        </Notice>
      )}
      <RecordSection title="Credentials" records={ofKind("credential")} wide onDelete={remove} />
      <RecordSection
        title="About you"
        records={ofKind("attribute")}
        onEdit={(record) => onAction({ kind: "edit", record })}
        onDelete={remove}
      />
    </>
  );
}
