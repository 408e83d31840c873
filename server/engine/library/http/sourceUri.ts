import { wellFormed } from '../../base/uri.js';

/** The URI of a library over HTTP as a source. It ends like no file. */
export const httpSourceUri = (name: string): string => `http-library:/${encodeURIComponent(wellFormed(name)).replaceAll('.', '%2E')}`;

/** Whether a source is a library over HTTP. */
export const isHttpSource = (uri: string): boolean => uri.startsWith('http-library:');
