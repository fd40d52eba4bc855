import type { OpenedRecord } from "@idos/sdk";
import { useQueryClient } from "@tanstack/react-query";
import { useAnnounce } from "../../ui/toasts.tsx";
import { AddAttributeDialog } from "./add-attribute-dialog.tsx";
import { DeleteRecordDialog } from "./delete-record-dialog.tsx";
import { EditAttributeDialog } from "./edit-attribute-dialog.tsx";
import { EraseMeDialog } from "./erase-me-dialog.tsx";
import { RECORDS_KEY } from "./records-key.ts";

/** What a person is about to do with her data. */
export type DataAction =
  { readonly kind: "add" | "erase" } | { readonly kind: "edit" | "delete"; readonly record: OpenedRecord };

const DONE = { add: "Saved", edit: "Change saved", delete: "Deleted", erase: "Erased" } as const;

export function DataDialog({ action, onClose }: { action: DataAction; onClose: () => void }) {
  const queries = useQueryClient();
  const announce = useAnnounce();
  const done = (): void => {
    announce(DONE[action.kind]);
    void queries.invalidateQueries({ queryKey: RECORDS_KEY });
    onClose();
  };
  switch (action.kind) {
    case "add":
      return <AddAttributeDialog onDone={done} onClose={onClose} />;
    case "erase":
      return <EraseMeDialog onClose={onClose} />;
    case "delete":
      return <DeleteRecordDialog record={action.record} onDone={done} onClose={onClose} />;
    case "edit": {
      const { id, content } = action.record;
      if (content.kind !== "attribute") return null;
      return (
        <EditAttributeDialog
          {...{ id, type: content.type, value: content.value }}
          onDone={done}
          onClose={onClose}
        />
      );
    }
  }
}
