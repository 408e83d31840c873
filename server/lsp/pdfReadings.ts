import {
	type FileSystem,
	fileNameOf,
	isPaperOf,
	l10n,
	type PdfFailure,
	type PdfReading,
	type ReadPdf,
	type SourceRecord,
} from '../engine/index.js';

/** So many readings are remembered: a file is read when it is dropped, and looked at again when a service has answered. */
const mostRemembered = 20;

/** Reads PDFs once as long as they stay as they are. */
export class PdfReadings {
	readonly #known = new Map<string, PdfReading>();

	constructor(
		private readonly files: FileSystem,
		private readonly read: ReadPdf | undefined,
	) {}

	/** What a PDF shows, or why it cannot be read, as a sentence. */
	async of(uri: string): Promise<PdfReading | { readonly failure: string }> {
		const name = fileNameOf(uri);
		if (!this.read)
			return { failure: l10n.t('PDFs cannot be recognised in VS Code for the Web. Open the folder in VS Code on your computer.') };
		try {
			const found = await this.files.stat(uri);
			if (!found) return { failure: l10n.t('There is no file {0}.', name) };
			const id = `${uri}\n${found.size}\n${found.modified}`;
			const known = this.#known.get(id);
			if (known) return known;
			const reading = await this.read(await this.files.read(uri));
			if ('failure' in reading) return { failure: failures[reading.failure](name) };
			if (this.#known.size >= mostRemembered) this.#known.clear();
			this.#known.set(id, reading);
			return reading;
		} catch (error) {
			// Why it is not read is what the user wants to know.
			return { failure: l10n.t('{0} cannot be read: {1}', name, error instanceof Error ? error.message : String(error)) };
		}
	}

	/** What speaks against a paper that a service described being the one of a PDF, as a sentence; nothing where it is that one. */
	async objectionTo(pdf: string, record: SourceRecord): Promise<string | undefined> {
		const reading = await this.of(pdf);
		if ('failure' in reading) return reading.failure;
		if (isPaperOf(reading, record)) return undefined;
		return l10n.t(
			'That is “{0}”, which {1} does not show as its title. The identifier may be of a reference.',
			record.title,
			fileNameOf(pdf),
		);
	}
}

const failures: Readonly<Record<PdfFailure, (name: string) => string>> = {
	damaged: (name) => l10n.t('{0} is damaged, or no PDF.', name),
	encrypted: (name) => l10n.t('{0} opens with a password only, so it was not read.', name),
	'too-large': (name) => l10n.t('{0} would take too much memory, so it was not read.', name),
	'too-slow': (name) => l10n.t('{0} would take too long, so it was not read.', name),
};
