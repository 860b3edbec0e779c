//! The headers of lists that are written in English, beside those of the labels.

/// Headers by the name of their column.
const HEADERS: &[(&str, &[&str])] = &[
    ("member_no", &["Member ID", "Membership number", "Membership No", "Membership ID", "Union number"]),
    (
        "employee_no",
        &["Employee ID", "Employee code", "Staff number", "Staff No", "Staff ID", "Personnel number", "Payroll number"],
    ),
    ("family_name", &["Surname"]),
    ("given_name", &["Forename"]),
    ("former_name", &["Maiden name", "Previous name"]),
    ("birth_on", &["Birth date", "DOB", "Born on"]),
    ("employer", &["Company name"]),
    ("department", &["Department name", "Dept"]),
    ("employment_type", &["Type of employment", "Employment status", "Contract type"]),
    ("grade", &["Pay grade"]),
    (
        "hired_on",
        &["Hire date", "Date of hire", "Date hired", "Employment date", "Date of employment", "Joined company"],
    ),
    (
        "joined_on",
        &["Join date", "Date joined", "Joined", "Joining date", "Date of joining", "Membership date", "Member since"],
    ),
    ("category", &["Membership type", "Member type", "Membership category", "Type of membership"]),
    ("branch", &["Branch name"]),
    ("postal", &["Zip code", "Postcode"]),
    ("home_address", &["Home address"]),
    ("phone", &["Phone number", "Telephone number", "Home phone"]),
    ("mobile", &["Mobile phone", "Mobile number", "Cell phone"]),
    ("mail_private", &["Email", "Email address", "E-mail address", "Private email"]),
    ("remarks", &["Notes", "Comments"]),
    ("left_on", &["Left on", "Date left", "Leaving date", "Membership end date"]),
    ("end_reason", &["Reason for leaving", "Leaving reason", "End reason"]),
];

/// The headers of a column in English lists.
pub(crate) fn english_headers(column: &str) -> &'static [&'static str] {
    HEADERS.iter().find(|(name, _)| *name == column).map(|(_, headers)| *headers).unwrap_or_default()
}
