/** What `assay doctor` has found. */
export interface Finding {
  /** `error`: something is left out, or cannot be used; `warning`: nothing is lost. */
  level: 'error' | 'warning';
  /** File or folder. */
  where: string;
  what: string;
  remedy: string;
  /** `--repair` puts it right. */
  can_repair: boolean;
  run_id: string | null;
}

/** `assay.doctor/1` */
export interface DoctorReport {
  schema: 'assay.doctor/1';
  data_dir: string;
  runs: number;
  findings: Finding[];
  /** What `--repair` has done, in sentences. */
  repaired: string[];
}
