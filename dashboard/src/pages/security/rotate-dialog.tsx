import type { BackUps } from "@idos/sdk";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "../../session/session-context.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { useAnnounce } from "../../ui/toasts.tsx";
import { BackUpStep } from "../keys/back-up-step.tsx";
import { BACKUPS_KEY } from "./backups.ts";

/** The next keys, while she makes their backups. */
interface BackingUp {
  readonly next: BackUps;
  readonly way: "password" | "recovery";
  readonly done: () => void;
}

export function RotateDialog({ onClose }: { onClose: () => void }) {
  const { keys } = useSession().idos;
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [backingUp, setBackingUp] = useState<BackingUp>();
  const askForBackups = async (next: BackUps): Promise<void> => {
    await new Promise<void>((done) => setBackingUp({ next, way: "password", done }));
    setBackingUp(undefined);
  };
  const rotate = useMutation({
    mutationFn: () => keys.rotate(askForBackups),
    onSuccess: () => {
      announce("Your keys are new");
      void queries.invalidateQueries({ queryKey: BACKUPS_KEY });
      onClose();
    },
  });
  return (
    <Dialog title="Replace my keys" onClose={onClose}>
      {backingUp === undefined ? (
        <div className="stack">
          <p>
            You choose a new password and write down a new recovery code. Then your wallet signs the new
            public key, and your data is locked with it. Until your wallet has signed, nothing changes. If it
            is interrupted after that, start it again: it goes on where it was.
          </p>
          <p>What others have read already, they have; and what they may read, they still may.</p>
          {rotate.error !== null && <ErrorNotice error={rotate.error} />}
          <div className="dialog-actions">
            <Button onClick={onClose}>Close</Button>
            <Button look="primary" busy={rotate.isPending} onClick={() => rotate.mutate()}>
              Replace them
            </Button>
          </div>
        </div>
      ) : (
        <BackUpStep
          backUps={backingUp.next}
          way={backingUp.way}
          onDone={() =>
            backingUp.way === "password" ? setBackingUp({ ...backingUp, way: "recovery" }) : backingUp.done()
          }
        />
      )}
    </Dialog>
  );
}
