// How much of the board this screen can carry, from its visible height and the distance of the farthest reader. The mock
// of the visual language is a 55-inch screen at ten metres; larger or nearer screens keep its proportions. On a smaller or
// farther one the type grows and what matters least goes first: notice, zones, English, third and second recent call. The
// called number is never made smaller to make room, only when it would not fit between the edges.

export interface Fit {
    hero: number;      // factor on the called number and its window
    rest: number;      // factor on all other type
    notice: boolean;
    zones: boolean;
    english: boolean;
    recent: number;    // cards of recent calls
    // Distance divided by the height of the called number's digits; beyond 80 the screen is too small for the room.
    distance_per_digit: number;
    legible: boolean;
}

const reference = { lying: 10 * 1000 / 685, standing: 10 * 1000 / 1218 };
const widest_hero = { lying: 1.08, standing: 1.06 };
const widest_rest = 2;

export const fit = (view_m: number, screen_h_mm: number, standing: boolean): Fit => {
    const wanted = view_m > 0 && screen_h_mm > 0 ? view_m * 1000 / screen_h_mm : 0;
    const base = standing ? reference.standing : reference.lying;
    const widest = standing ? widest_hero.standing : widest_hero.lying;
    const need = wanted > base ? wanted / base : 1;
    const hero = need < widest ? need : widest;
    const distance_per_digit = wanted > 0 ? 60 * (wanted / base) / hero : 60;
    return {
        hero,
        rest: need < widest_rest ? need : widest_rest,
        notice: need <= 1.05,
        zones: need <= 1.15,
        english: need <= 1.3,
        recent: need <= 1.3 ? 3 : need <= 1.6 ? 2 : 1,
        distance_per_digit: Math.round(distance_per_digit * 10) / 10,
        legible: distance_per_digit <= 80,
    };
};
