/** A line of a page: letters of one size that follow each other. */
export interface PdfLine {
	readonly text: string;
	/** In points. */
	readonly size: number;
	/** Where it begins, as parts of the page's width from the left and of its height from the top: 0 to 1. */
	readonly left: number;
	readonly top: number;
	/** Whether it is read as the page is held; `arXiv:1706.03762` at the margin is not. */
	readonly isUpright: boolean;
}

/** What a PDF shows at its beginning. */
export interface PdfReading {
	/** The lines of the first pages, for each page in the order in which they are written. */
	readonly pages: readonly (readonly PdfLine[])[];
	/** What the file says about itself: its title, its subject, its metadata as they are written. */
	readonly notes: readonly string[];
}

/** Why a PDF cannot be read: its bytes make no sense, it needs a password, or it would take too much time or memory. */
export type PdfFailure = 'damaged' | 'encrypted' | 'too-large' | 'too-slow';

/** Reads the beginning of a PDF. Never rejects, whatever the bytes are. */
export type ReadPdf = (bytes: Uint8Array) => Promise<PdfReading | { readonly failure: PdfFailure }>;
