// What groups of matters are called. A skill is a stable name in a hall's configuration; one this table does not know is
// called by the department of its matters.

import type { MatterCard, Text } from './api.ts';
import { both } from './words.ts';

const titles: Record<string, Text> = {
    hukou: both('户籍与身份证', 'Household and identity'),
    exit_entry: both('出入境', 'Exit and entry'),
    vehicle: both('车辆与驾驶证', 'Vehicles and licences'),
    social_insurance: both('社会保险', 'Social insurance'),
    employment: both('就业与人才', 'Employment'),
    medical_insurance: both('医疗保障', 'Medical insurance'),
    housing_fund: both('住房公积金', 'Housing fund'),
    real_estate: both('不动产登记', 'Real estate'),
    market_entity: both('企业开办与变更', 'Companies and traders'),
    market_permit: both('行业准入', 'Trade permits'),
    tax: both('税务', 'Tax'),
    marriage: both('婚姻登记', 'Marriage'),
    civil_affairs: both('民政救助', 'Civil affairs'),
    disability: both('残疾人服务', 'Disability services'),
    health: both('卫生健康', 'Health'),
    transport: both('道路运输', 'Road transport'),
    notary: both('公证', 'Notary'),
    legal_aid: both('法律援助与调解', 'Legal aid and mediation'),
    construction: both('工程建设', 'Construction'),
    agri_water: both('涉农与水利', 'Agriculture and water'),
    utility: both('水电气暖', 'Utilities'),
    education: both('教育', 'Education'),
    veterans: both('退役军人', 'Veterans'),
    reception: both('综合受理', 'General service'),
    unresolved: both('“办不成事”反映', 'Unresolved matters'),
    complaint: both('“吐槽找茬”', 'Complaints and suggestions'),
    remote: both('远程帮办', 'Remote assistance'),
};

export const skill_title = (skill: string, matters: readonly MatterCard[]): Text => {
    const dept = matters.find((matter) => matter.skill === skill && matter.dept !== '')?.dept;
    return titles[skill] ?? both(dept ?? '其他事项', dept ?? 'Other matters');
};
