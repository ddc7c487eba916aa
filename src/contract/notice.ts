/** What a use case has to say while it works: for people to read, for programs to tell apart. Nothing depends on its being read. */
export interface Notice {
  /** Kebab-case, stable: `data-directory-read-only`. */
  code: string;
  /** One sentence or a few lines, without colour. */
  message: string;
}
