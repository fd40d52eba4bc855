import { useState } from "react";
import { useSession, useSessionState } from "../../session/session-context.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field } from "../../ui/field.tsx";

const WORD = "erase";

export function EraseMeDialog({ onClose }: { onClose: () => void }) {
  const { owner } = useSession();
  const { end } = useSessionState();
  const [typed, setTyped] = useState("");
  return (
    <ConfirmDialog
      title="Erase everything?"
      action="Erase me"
      disabled={typed.trim().toLowerCase() !== WORD}
      act={() => owner.eraseMe()}
      onDone={() => void end("erased")}
      onClose={onClose}
    >
      <p>
        All your data, your key backups, your linked wallets and everybody’s access are destroyed at every
        node. Your wallet signs it. Nobody can bring them back.
      </p>
      <p className="soft">Export your data first if you want to keep a copy.</p>
      <Field
        label={`Type “${WORD}” to go on`}
        autoComplete="off"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </ConfirmDialog>
  );
}
