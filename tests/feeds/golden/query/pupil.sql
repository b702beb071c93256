SELECT
  "id" AS person,
  "id" AS pupil,
  NULL AS existing_key,
  CASE
    WHEN "gate"."clause_0"
    THEN COALESCE("pupil"."preferred_forename", "pupil"."legal_forename")
  END AS column_0,
  CASE
    WHEN "gate"."clause_0"
    THEN COALESCE("pupil"."preferred_surname", "pupil"."legal_surname")
  END AS column_1,
  CASE WHEN "gate"."clause_0" AND "gate"."home" THEN "pupil"."address_lines" END AS column_2,
  CASE WHEN "gate"."clause_0" AND "gate"."home" THEN "pupil"."postcode" END AS column_3,
  CASE WHEN "gate"."clause_1" THEN "pupil"."date_of_birth" END AS column_4
FROM (
  SELECT
    "id" AS pupil_id,
    "year_group" IN ('4') AND TRUE AS clause_0,
    (
      "registration_class" IN ('4 Oak')
      OR "id" IN (
        SELECT
          "pupil_id"
        FROM listed
        WHERE
          "list" = 3
      )
    )
    AND NOT "id" IN (
      SELECT
        "pupil_id"
      FROM listed
      WHERE
        "list" = 2
    ) AS clause_1,
    "pupil"."address_withheld" = FALSE
    AND NOT "pupil"."id" IN (
      SELECT
        "contact"."pupil_id"
      FROM contact
      WHERE
        "contact"."court_order" = TRUE AND NOT "contact"."pupil_id" IS NULL
    )
    AND (
      (
        "pupil"."address_lines" IS NULL
        OR NOT "pupil"."address_lines" IN (
          SELECT
            "pupil"."address_lines"
          FROM pupil
          WHERE
            "pupil"."address_withheld" = TRUE AND NOT "pupil"."address_lines" IS NULL
        )
      )
      AND (
        "pupil"."address_lines" IS NULL
        OR NOT "pupil"."address_lines" IN (
          SELECT
            "pupil"."address_lines"
          FROM contact
          JOIN pupil
            ON "pupil"."id" = "contact"."pupil_id"
          WHERE
            "contact"."court_order" = TRUE AND NOT "pupil"."address_lines" IS NULL
        )
      )
      AND (
        "pupil"."address_lines" IS NULL
        OR NOT "pupil"."address_lines" IN (
          SELECT
            "contact"."address_lines"
          FROM contact
          JOIN pupil
            ON "pupil"."id" = "contact"."pupil_id"
          WHERE
            "pupil"."address_withheld" = TRUE AND NOT "contact"."address_lines" IS NULL
        )
      )
    ) AS home
  FROM pupil
  WHERE
    TRUE
    AND (
      "leaving_date" IS NULL OR "leaving_date" > CAST('2026-11-22' AS DATE)
    )
    AND (
      "entry_date" IS NULL OR "entry_date" <= CAST('2026-11-22' AS DATE)
    )
) AS gate
JOIN pupil
  ON "pupil"."id" = "gate"."pupil_id"
WHERE
  (
    "gate"."clause_0" OR "gate"."clause_1"
  )
