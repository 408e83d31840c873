/** A path's characters as they may stand in a link, in Markdown and in HTML: no blank, bracket or quote is left bare. */
const encodePath = (path: string): string =>
	encodeURI(path).replace(/[()'"<>[\]?#]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The abstract page of an arXiv identifier. */
export const arxivPage = (identifier: string): string => `https://arxiv.org/abs/${encodePath(identifier)}`;

/** The PDF of an arXiv identifier. */
export const arxivPdf = (identifier: string): string => `https://arxiv.org/pdf/${encodePath(identifier)}`;

/** The resolver's address of a DOI. */
export const doiPage = (doi: string): string => `https://doi.org/${encodePath(doi)}`;

/** The address if it is one of the web's, fit for a link; nothing for any other scheme. */
export function webAddress(address: string | undefined): string | undefined {
	if (!address || !/^https?:\/\/[^\s]+$/i.test(address)) return undefined;
	return address.replace(/[()'"<>[\]\\`]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}
