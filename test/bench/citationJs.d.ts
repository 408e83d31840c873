// The part of Citation.js that the bench measures; the package has no types of its own.
declare module '@citation-js/core' {
	export const plugins: { readonly input: { chain(text: string, options: object): unknown[] } };
}
declare module '@citation-js/plugin-bibtex';
