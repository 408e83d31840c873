export declare function withVersion(text: string, version: string): string;
