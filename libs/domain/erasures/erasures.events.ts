/** The register of those who asked to be forgotten: one stream, `erasure-register`, for all of them. */
export interface ErasureEvents {
  /**
   * What was sealed for the person can be read by nobody any more: its key is destroyed, in this program and in every one that reads the register. On a
   * legal basis, for the reason in the envelope. The events that spoke of the person stay as they were sealed, and prove what they proved.
   */
  PersonErased: { personId: string; legalBasis: string };
}
