const KIB = 1_024;

/** "2 KiB", "16 MiB". */
export function sizeText(bytes: number): string {
  return bytes < KIB * KIB ? `${bytes / KIB} KiB` : `${bytes / KIB / KIB} MiB`;
}
