import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { ErrorNotice } from "./error-notice.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** On the button: what happens, as a verb. */
  readonly action: string;
  readonly disabled?: boolean;
  readonly act: () => Promise<unknown>;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. Stays open, and says why, where it fails. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, disabled = false, act, onDone, onClose } = props;
  const acting = useMutation({ mutationFn: act, onSuccess: onDone });
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="stack">
        {children}
        {acting.error !== null && <ErrorNotice error={acting.error} />}
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" busy={acting.isPending} disabled={disabled} onClick={() => acting.mutate()}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
