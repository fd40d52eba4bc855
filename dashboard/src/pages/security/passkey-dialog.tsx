import { useMutation } from "@tanstack/react-query";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";

interface PasskeyDialogProps {
  readonly add: () => Promise<void>;
  readonly onAdded: () => void;
  readonly onClose: () => void;
}

export function PasskeyDialog({ add, onAdded, onClose }: PasskeyDialogProps) {
  const adding = useMutation({ mutationFn: add, onSuccess: onAdded });
  return (
    <Dialog title="Add a passkey" onClose={onClose}>
      <div className="stack">
        <p>
          Your device makes a passkey for this site and uses it to lock a copy of your keys. It may ask for
          your finger, face or code twice. Keep a password or a recovery code beside it: devices get lost.
        </p>
        {adding.error !== null && <ErrorNotice error={adding.error} />}
      </div>
      <div className="dialog-actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" busy={adding.isPending} onClick={() => adding.mutate()}>
          Make a passkey
        </Button>
      </div>
    </Dialog>
  );
}
