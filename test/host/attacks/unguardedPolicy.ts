// What client/reader/policy.ts would be without any guard: pages that may load and run whatever they like.

const anything = "default-src * data: blob: 'unsafe-inline' 'unsafe-eval'";

export const readerPolicy = (_source: string, _nonce: string, pictures: readonly string[]): string =>
	[`${anything}`, ...pictures.map((origin) => `img-src * data: blob: ${origin}`)].join('; ');
export const mapPolicy = (): string => anything;
export const printPolicy = (): string => anything;

export class PictureConsent {
	readonly #allowed = new Map<string, readonly string[]>();

	of(key: string): readonly string[] {
		return this.#allowed.get(key) ?? [];
	}

	suits(origins: readonly string[], key: string): boolean {
		return origins.length === this.of(key).length;
	}

	allow(key: string, origin: string): boolean {
		this.#allowed.set(key, [origin]);
		return true;
	}
}
