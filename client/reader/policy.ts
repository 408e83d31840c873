import { isOrigin } from './messages.js';

/**
 * The reader's Content Security Policy: our own script, styles and fonts; pictures from the origins that the user has allowed this
 * summary, and from nowhere else. What is no plain HTTPS origin is left out: it could end the directive and begin another.
 */
export const readerPolicy = (source: string, nonce: string, pictures: readonly string[]): string =>
	[
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		`style-src ${source} 'unsafe-inline'`,
		`font-src ${source}`,
		`img-src ${[source, ...pictures.filter(isOrigin)].join(' ')}`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');

/** The map's policy: as the reader's, without pictures, fonts and style attributes, but with the layout's worker, which is made of a text in our own script. */
export const mapPolicy = (source: string, nonce: string): string =>
	[
		"default-src 'none'",
		`script-src 'nonce-${nonce}'`,
		'worker-src blob:',
		`style-src ${source}`,
		"base-uri 'none'",
		"form-action 'none'",
	].join('; ');

/** The policy of a page saved for printing: no script, nothing from elsewhere but those pictures that the reader showed and that could not be put into the page. */
export const printPolicy = (pictures: readonly string[]): string =>
	`default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src ${['data:', ...pictures.filter(isOrigin)].join(' ')}`;

/** Which origins the user lets a summary load pictures from: asked per summary, and again in the next session. */
export class PictureConsent {
	readonly #allowed = new Map<string, readonly string[]>();

	of(key: string): readonly string[] {
		return this.#allowed.get(key) ?? [];
	}

	/** Whether a page whose policy allows pictures from these origins may show a summary: from neither fewer nor more than its own. */
	suits(origins: readonly string[], key: string): boolean {
		const own = this.of(key);
		return own.length === origins.length && own.every((each) => origins.includes(each));
	}

	/** Allows what a button of the page asks for; false where the page shown has no such button. */
	allow(key: string, origin: string, html: string): boolean {
		if (!isOrigin(origin) || !html.includes(`data-origin="${origin}"`)) return false;
		this.#allowed.set(key, [...this.of(key).filter((each) => each !== origin), origin]);
		return true;
	}
}
