// Made from the OpenAPI document by `npm run web:types`; a test holds it against the API.
/* eslint-disable */
export interface components {
    schemas: {
        /** @description A fact as the timeline tells it */
        Entry: {
            /** @description Identifier of the event */
            id: string;
            /** @description Type of the event */
            type: string;
            subject: components["schemas"]["Subject"];
            /** @description What happened, in the language of the answer */
            sentence: string;
            occurred: components["schemas"]["Occurred"] | null;
            placed: {
                day: string;
                /** @enum {string} */
                by: "occurred" | "publication";
            } | null;
            /** @description When we wrote it down, UTC */
            recordedAt: string;
            sources: components["schemas"]["CitedSource"][];
            figures: {
                key: string;
                label: string;
                text: string;
                value?: number;
                low?: number;
                high?: number;
                unit: string;
                bound?: string;
                outOf?: Record<string, never>;
                definition?: string;
                observed?: string;
            }[];
            status: components["schemas"]["Code"] | null;
            commune: components["schemas"]["Commune"] | null;
            territoryIds: string[];
            theme: string | null;
            related: {
                kind: string;
                id: string;
                href: string;
            }[];
            reason: string | null;
            /** @description The rule that the published fact breaks */
            exception: {
                rule: string;
                reason: string;
            } | null;
            corrected: {
                by: string;
                href: string;
            } | null;
            disputed: {
                href: string;
            } | null;
            /** @description Payload of the event */
            data: Record<string, never>;
            visibility?: components["schemas"]["Code"];
            revision?: number;
            recordedBy?: string;
            onBehalfOf?: string | null;
        };
        Subject: {
            /** @description site, project, programme… */
            kind: string;
            kindLabel: string;
            id: string;
            name: string | null;
            href: string;
        };
        /** @description When it happened, as precisely as the source says */
        Occurred: {
            edtf: string;
            earliest: string | null;
            latest: string | null;
            text: string;
            raw?: string;
        };
        CitedSource: {
            id: string;
            title: string | null;
            publisher: string | null;
            date: components["schemas"]["Occurred"] | null;
            url: string | null;
            locator: string | null;
        };
        Code: {
            code: string;
            label: string;
        };
        Commune: {
            code: string;
            name: string | null;
        };
        Timeline: {
            items: components["schemas"]["Entry"][];
            next: string | null;
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        Subjects: {
            items: components["schemas"]["ListedSubject"][];
            next: string | null;
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        /** @description A subject of a list; a document with its `link` where the list is of those whose address gave an outcome */
        ListedSubject: {
            /** @description site, project, programme… */
            kind: string;
            kindLabel: string;
            id: string;
            name: string | null;
            href: string;
            status: components["schemas"]["Code"] | null;
            commune: components["schemas"]["Commune"] | null;
            first: string | null;
            last: string | null;
            facts: number;
            link?: components["schemas"]["Link"];
        };
        Link: {
            url: string;
            outcome: components["schemas"]["Code"];
            /** @description Of the last answer; null when there was none */
            status: number | null;
            /** @description What was in the way when there was none */
            fault: string | null;
            checkedAt: string;
            /** @description Since when it has failed each time */
            firstFailedAt: string | null;
        };
        Story: {
            subject: components["schemas"]["Subject"];
            state: components["schemas"]["State"];
            facts: number;
            claims: {
                groups: components["schemas"]["ClaimGroup"][];
                disputes: components["schemas"]["Dispute"][];
            };
            links: {
                [key: string]: string;
            };
            /** @description For If-Match; officers, auditors and administrators only */
            revision?: number;
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        State: {
            name: string | null;
            status: components["schemas"]["Code"] | null;
            commune: components["schemas"]["Commune"] | null;
            figures: {
                about: string;
                label: string;
                text: string;
                status: components["schemas"]["Code"] | null;
                eventId: string;
                value?: number;
                low?: number;
                high?: number;
                unit: string;
                bound?: string;
                outOf?: Record<string, never>;
                definition?: string;
                observed?: string;
            }[];
            occupants: {
                name: string;
                role: components["schemas"]["Code"];
                /** @description EDTF, as precisely as the source says */
                from: string | null;
                until: string | null;
                /** @description Both in words */
                period: string | null;
                eventId: string;
            }[];
            holders: {
                name: string;
                role: components["schemas"]["Code"];
                /** @description EDTF, as precisely as the source says */
                from: string | null;
                until: string | null;
                /** @description Both in words */
                period: string | null;
                eventId: string;
            }[];
            uses: string[];
            openDisputes: string[];
            labels: string[];
        };
        ClaimGroup: {
            about: string;
            label: string;
            diverging: boolean;
            claims: components["schemas"]["Claim"][];
        };
        Claim: {
            eventId: string;
            text: string;
            figure: components["schemas"]["Figure"] | null;
            date: Record<string, never> | null;
            status: components["schemas"]["Code"] | null;
            said: Record<string, never> | null;
            occurred: {
                edtf: string;
                text: string;
            } | null;
            shares: {
                value: number;
                outOf: number;
                of: string;
            }[];
            breakdown: {
                kind: string;
                value: number;
            }[];
            note: string | null;
            sources: components["schemas"]["CitedSource"][];
            recordedAt: string;
            contradicts: string[];
            preferred: boolean;
        };
        /** @description One value, or a span from low to high, as its source gives it */
        Figure: {
            value?: number;
            low?: number;
            high?: number;
            /** @enum {string} */
            unit?: "people" | "EUR" | "ha" | "m2" | "share" | "points" | "count";
            /** @enum {string} */
            bound?: "exact" | "about" | "at-least" | "at-most";
            /** @description The denominator: 864 out of 1,200 employees */
            outOf?: {
                value?: number;
                of: string;
            };
            /** @description What exactly was counted */
            definition?: string;
            /** @description EDTF date of the count, if not when the event occurred */
            observed?: string;
        };
        Dispute: {
            id: string;
            about: string;
            label: string;
            reason: string;
            between: string[];
            open: boolean;
            settlement: {
                preferred: string | null;
                reason: string;
                decidedBy: string;
            } | null;
        };
        /** @description Data of each event of a replay */
        Step: {
            index: number;
            total: number;
            entry: components["schemas"]["Entry"];
            state: components["schemas"]["State"];
        };
        Claims: {
            subject: components["schemas"]["Subject"];
            groups: components["schemas"]["ClaimGroup"][];
            disputes: components["schemas"]["Dispute"][];
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        History: {
            subject: components["schemas"]["Subject"];
            items: components["schemas"]["Version"][];
            next: string | null;
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        /** @description What a fact said, until when that was what we knew, who decided it, and what was decided about it */
        Version: {
            /** @description Identifier of the event */
            id: string;
            /** @description Type of the event */
            type: string;
            subject: components["schemas"]["Subject"];
            /** @description What happened, in the language of the answer */
            sentence: string;
            occurred: components["schemas"]["Occurred"] | null;
            placed: {
                day: string;
                /** @enum {string} */
                by: "occurred" | "publication";
            } | null;
            /** @description When we wrote it down, UTC */
            recordedAt: string;
            sources: components["schemas"]["CitedSource"][];
            figures: {
                key: string;
                label: string;
                text: string;
                value?: number;
                low?: number;
                high?: number;
                unit: string;
                bound?: string;
                outOf?: Record<string, never>;
                definition?: string;
                observed?: string;
            }[];
            status: components["schemas"]["Code"] | null;
            commune: components["schemas"]["Commune"] | null;
            territoryIds: string[];
            theme: string | null;
            related: {
                kind: string;
                id: string;
                href: string;
            }[];
            reason: string | null;
            /** @description The rule that the published fact breaks */
            exception: {
                rule: string;
                reason: string;
            } | null;
            corrected: {
                by: string;
                href: string;
            } | null;
            disputed: {
                href: string;
            } | null;
            /** @description Payload of the event */
            data: Record<string, never>;
            visibility?: components["schemas"]["Code"];
            revision?: number;
            recordedBy?: string;
            onBehalfOf?: string | null;
            knownUntil: string | null;
            standing: components["schemas"]["Code"];
            decidedBy: {
                name: string;
                href: string | null;
            }[];
            /** @description What it says otherwise than the version before */
            changes: components["schemas"]["FieldChange"][];
            broughtBy: components["schemas"]["Act"] | null;
            endedBy: components["schemas"]["Act"] | null;
            /** @description Of a correction, a retraction, a disagreement or its settlement: the facts it is about */
            concerns: string[];
            disagreements: components["schemas"]["Disagreement"][];
            /** @description Who may know it, and since when */
            reach?: {
                publicFrom: string | null;
                revealedBy: string | null;
                text: string;
            };
        };
        /** @description What a correction changes, in words */
        FieldChange: {
            field: string;
            label: string;
            before: string | null;
            after: string | null;
        };
        /** @description A correction, a retraction, a disagreement or its settlement */
        Act: {
            id: string;
            type: string;
            sentence: string;
            recordedAt: string;
            reason: string | null;
            exception: {
                rule: string;
                reason: string;
            } | null;
            sources: components["schemas"]["CitedSource"][];
            recordedBy?: string;
            onBehalfOf?: string | null;
        };
        Disagreement: {
            id: string;
            type: string;
            sentence: string;
            recordedAt: string;
            reason: string | null;
            exception: {
                rule: string;
                reason: string;
            } | null;
            sources: components["schemas"]["CitedSource"][];
            recordedBy?: string;
            onBehalfOf?: string | null;
            about: string;
            /** @description The facts that say otherwise */
            with: string[];
            settlement: components["schemas"]["Settlement"] | null;
        };
        Settlement: {
            id: string;
            type: string;
            sentence: string;
            recordedAt: string;
            reason: string | null;
            exception: {
                rule: string;
                reason: string;
            } | null;
            sources: components["schemas"]["CitedSource"][];
            recordedBy?: string;
            onBehalfOf?: string | null;
            occurred: components["schemas"]["Occurred"] | null;
            decidedBy: string;
            /** @description The fact that is preferred; null where none is */
            preferred: string | null;
        };
        Differences: {
            subject: components["schemas"]["Subject"];
            since: string;
            items: components["schemas"]["Difference"][];
            next: string | null;
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        Difference: {
            /** @enum {string} */
            change: "added" | "withdrawn" | "changed";
            before: components["schemas"]["Entry"] | null;
            after: components["schemas"]["Entry"] | null;
            changes: components["schemas"]["FieldChange"][];
            /** @description Corrections and retractions of it between the two moments */
            acts: components["schemas"]["Act"][];
        };
        Restatements: {
            /** @description How the lag is counted */
            rule: string;
            /** @description Of all pages; on the first */
            summary?: components["schemas"]["RestatementSummary"][];
            items: components["schemas"]["RestatedFact"][];
            next: string | null;
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        /** @description Facts and their lags, in days, by kind of subject and, for those who see it, by office */
        RestatementSummary: {
            kind: string;
            kindLabel: string;
            /** @description The office, else the account, that recorded it; for officers, auditors and administrators */
            office?: string | null;
            recordings: number;
            corrections: number;
            retractions: number;
            median: number | null;
            ninetieth: number | null;
        };
        RestatedFact: {
            fact: components["schemas"]["Version"];
            sort: components["schemas"]["Code"];
            /** @description When it was recorded, corrected or withdrawn, UTC */
            since: string;
            /** @description Days; null where the last possible day of the fact is not known */
            lag: number | null;
            /** @description The office, else the account, that recorded it; for officers, auditors and administrators */
            office?: string | null;
            indicators?: components["schemas"]["MovedIndicator"][];
        };
        /** @description An indicator as it was known just before, and with what was recorded at that instant */
        MovedIndicator: {
            observatory: string;
            key: string;
            label: string;
            unit: {
                code: string;
                label: string;
            };
            territory: {
                id: string;
                name: string;
            };
            year: number | null;
            before: number | null;
            after: number | null;
            /** @description It moved by a group of fewer than five people: the two figures are not told */
            withheld: boolean;
            href: string;
        };
        Captures: {
            source: components["schemas"]["Subject"];
            link: components["schemas"]["Link"] | null;
            items: components["schemas"]["Capture"][];
            /** @description True by then; null: no limit */
            at: string | null;
            /** @description Known by then; null: now */
            asOf: string | null;
            /** @enum {string} */
            asOfBasis: "recorded" | "publication";
            asOfBasisLabel: string;
            /** @enum {string} */
            language: "fr" | "en";
            licence: {
                name: string;
                url: string;
            };
        };
        Capture: {
            eventId: string;
            /** @description Of its bytes, in hexadecimal */
            sha256: string;
            bytes: number;
            mediaType: string;
            title: string | null;
            licence: string | null;
            redistribution: components["schemas"]["Code"];
            /** @description Where it was taken */
            address: string | null;
            /** @description When it was taken from there */
            captured: components["schemas"]["Occurred"] | null;
            recordedAt: string;
            /** @description When and why its bytes were destroyed */
            destroyed: {
                at: string;
                reason: string | null;
                legalBasis: string;
            } | null;
            /** @description Where this reader gets the bytes; null when they are not to be had */
            href: string | null;
        };
        /** @description Problem details (RFC 9457) */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @example VALIDATION_FAILED */
            code: string;
            errors: {
                /** @example sources[0].documentId */
                field: string;
                /** @description What was given, cut to 100 characters */
                value?: string;
                message: string;
                remedy: string;
            }[];
            instance: string;
        };
    };
}
